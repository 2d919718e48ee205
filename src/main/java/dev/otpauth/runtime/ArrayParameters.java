package dev.otpauth.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds the array parameters of a statement about many rows: one array for each column, in the
 * order in which the statement unnests them.
 *
 * @param <T> a row
 */
public final class ArrayParameters<T> {

  private final Collection<T> rows;
  private final List<Object> arrays = new ArrayList<>();

  /** Creates parameters without columns. */
  public ArrayParameters(Collection<T> rows) {
    this.rows = rows;
  }

  /** Adds a column as text; the statement casts it to its type. */
  public ArrayParameters<T> text(Function<T, ? extends @Nullable Object> column) {
    var texts = new @Nullable String[rows.size()];
    var place = 0;
    for (var row : rows) {
      texts[place++] = text(column.apply(row));
    }
    arrays.add(texts);
    return this;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  /** Adds a column of type {@code bytea}. */
  public ArrayParameters<T> bytes(Function<T, byte @Nullable []> column) {
    var all = new byte[rows.size()] @Nullable [];
    var place = 0;
    for (var row : rows) {
      all[place++] = column.apply(row);
    }
    arrays.add(all);
    return this;
  }

  /** Returns the arrays, in the order in which the columns were added. */
  public List<Object> list() {
    return List.copyOf(arrays);
  }
}
