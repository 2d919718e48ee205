package dev.otpauth.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows as the parameters of a statement about all of them: an array for each column, in the order
 * in which the statement unnests them.
 *
 * @param <T> a row
 */
public final class ArrayParameters<T> {

  private final Collection<T> rows;
  private final List<Object> arrays = new ArrayList<>();

  /** Of those rows; no column yet. */
  public ArrayParameters(Collection<T> rows) {
    this.rows = rows;
  }

  /** A column that is written as text, whatever its type; the statement casts it. */
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

  /** A column of bytes. */
  public ArrayParameters<T> bytes(Function<T, byte @Nullable []> column) {
    var all = new byte[rows.size()] @Nullable [];
    var place = 0;
    for (var row : rows) {
      all[place++] = column.apply(row);
    }
    arrays.add(all);
    return this;
  }

  /** The parameters, in the order in which the columns were given. */
  public List<Object> list() {
    return List.copyOf(arrays);
  }
}
