package dev.otpauth.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows are saved many at a time, each only if it is still as it was loaded: its
 * {@code version}, which grows by one whenever the row is saved, says so.
 *
 * @param <R> a row that is to be saved, with the version it was loaded with (0 for a new one)
 */
public final class VersionedTable<R> {

  private final String name;
  private final Function<R, Integer> version;
  private final List<Column<R>> key = new ArrayList<>();
  private final List<Column<R>> fixed = new ArrayList<>();
  private final List<Column<R>> columns = new ArrayList<>();

  /** A table without columns yet. */
  public VersionedTable(String name, Function<R, Integer> version) {
    this.name = name;
    this.version = version;
  }

  /** A column of its primary key. */
  public VersionedTable<R> key(String column, String type, Function<R, ?> value) {
    key.add(new Column<>(column, type, value));
    return this;
  }

  /** A column that never changes. */
  public VersionedTable<R> fixed(String column, String type, Function<R, ?> value) {
    fixed.add(new Column<>(column, type, value));
    return this;
  }

  /** A column that may change. */
  public VersionedTable<R> column(
      String column, String type, Function<R, ? extends @Nullable Object> value) {
    columns.add(new Column<>(column, type, value));
    return this;
  }

  /**
   * Saves rows, new ones and changed ones. One that is there already though it was not loaded, or
   * is not there any more, has changed in between.
   */
  public void save(RoundTrip trip, List<R> rows) {
    write(trip, rows.stream().filter(this::isNew).toList(), true);
    write(trip, rows.stream().filter(row -> !isNew(row)).toList(), false);
  }

  private boolean isNew(R row) {
    return version.apply(row) == 0;
  }

  private void write(RoundTrip trip, List<R> rows, boolean areNew) {
    if (!rows.isEmpty()) {
      var all =
          Stream.of(key, areNew ? fixed : List.<Column<R>>of(), columns)
              .flatMap(List::stream)
              .toList();
      trip.write(areNew ? insert(all) : update(all), parameters(all, rows), rows.size());
    }
  }

  private String insert(List<Column<R>> all) {
    return """
    insert into %s (%s, version) select %s, given.version from %s
    on conflict do nothing
    returning 1\
    """
        .formatted(name, list(all, "%s"), list(all, "given.%s"), given(all));
  }

  private String update(List<Column<R>> all) {
    return """
    update %s it set %s, version = given.version from %s
    where %s and it.version = given.version - 1
    returning 1\
    """
        .formatted(
            name,
            list(columns, "%1$s = given.%1$s"),
            given(all),
            key.stream()
                .map(it -> "it.%1$s = given.%1$s".formatted(it.name()))
                .collect(Collectors.joining(" and ")));
  }

  private String given(List<Column<R>> all) {
    return "unnest(%s, ?::integer[]) as given (%s, version)"
        .formatted(
            all.stream().map(it -> "?::%s[]".formatted(it.type())).collect(Collectors.joining(",")),
            list(all, "%s"));
  }

  private static <R> String list(List<Column<R>> columns, String form) {
    return columns.stream().map(it -> form.formatted(it.name())).collect(Collectors.joining(", "));
  }

  private List<Object> parameters(List<Column<R>> all, List<R> rows) {
    var parameters = new ArrayParameters<>(rows);
    all.forEach(it -> it.addTo(parameters));
    return parameters.text(row -> version.apply(row) + 1).list();
  }

  private record Column<R>(
      String name, String type, Function<R, ? extends @Nullable Object> value) {

    void addTo(ArrayParameters<R> parameters) {
      if (type.equals("bytea")) {
        parameters.bytes(row -> (byte[]) value.apply(row));
      } else {
        parameters.text(value);
      }
    }
  }
}
