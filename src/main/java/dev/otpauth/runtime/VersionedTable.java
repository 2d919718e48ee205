package dev.otpauth.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Saves many rows of a table in one statement with optimistic locking: each row only if its {@code
 * version}, which each save increments, is still as loaded.
 *
 * @param <R> a row to save, with the version as loaded (0 for a new one)
 */
public final class VersionedTable<R> {

  private final Function<R, Integer> version;
  private final Statement<R> insert;
  private final Statement<R> update;

  private VersionedTable(Builder<R> of) {
    this.version = of.version;
    var all = Stream.of(of.key, of.fixed, of.columns).flatMap(List::stream).toList();
    var changing = Stream.of(of.key, of.columns).flatMap(List::stream).toList();
    this.insert = new Statement<>(of.insert(all), all);
    this.update = new Statement<>(of.update(changing), changing);
  }

  /**
   * Starts the definition of a table.
   *
   * @param version returns the version of a row as loaded
   */
  public static <R> Builder<R> named(String name, Function<R, Integer> version) {
    return new Builder<>(name, version);
  }

  /**
   * Saves new and changed rows. A new row that already exists, or a changed row that no longer
   * does, counts as changed concurrently.
   */
  public void save(RoundTrip trip, List<R> rows) {
    write(trip, insert, rows.stream().filter(this::isNew).toList());
    write(trip, update, rows.stream().filter(row -> !isNew(row)).toList());
  }

  private boolean isNew(R row) {
    return version.apply(row) == 0;
  }

  private void write(RoundTrip trip, Statement<R> statement, List<R> rows) {
    if (rows.isEmpty()) {
      return;
    }
    var parameters = new ArrayParameters<>(rows);
    statement.columns().forEach(it -> it.addTo(parameters));
    parameters.text(row -> version.apply(row) + 1);
    trip.write(statement.sql(), parameters.list(), rows.size());
  }

  /**
   * The definition of a table.
   *
   * @param <R> a row
   */
  public static final class Builder<R> {

    private final String name;
    private final Function<R, Integer> version;
    private final List<Column<R>> key = new ArrayList<>();
    private final List<Column<R>> fixed = new ArrayList<>();
    private final List<Column<R>> columns = new ArrayList<>();

    private Builder(String name, Function<R, Integer> version) {
      this.name = name;
      this.version = version;
    }

    /** Adds a column of the primary key. */
    public Builder<R> key(String column, String type, Function<R, ?> value) {
      key.add(new Column<>(column, type, value));
      return this;
    }

    /** Adds a column that is written on insert only. */
    public Builder<R> fixed(
        String column, String type, Function<R, ? extends @Nullable Object> value) {
      fixed.add(new Column<>(column, type, value));
      return this;
    }

    /** Adds a column that may change. */
    public Builder<R> column(
        String column, String type, Function<R, ? extends @Nullable Object> value) {
      columns.add(new Column<>(column, type, value));
      return this;
    }

    /** Returns the table. */
    public VersionedTable<R> build() {
      return new VersionedTable<>(this);
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
      where (%s) = (%s) and it.version = given.version - 1
      returning 1\
      """
          .formatted(
              name,
              list(columns, "%1$s = given.%1$s"),
              given(all),
              list(key, "it.%s"),
              list(key, "given.%s"));
    }

    private static <R> String given(List<Column<R>> all) {
      var types =
          all.stream().map(it -> "?::%s[]".formatted(it.type())).collect(Collectors.joining(", "));
      return "unnest(%s, ?::integer[]) as given (%s, version)".formatted(types, list(all, "%s"));
    }

    private static <R> String list(List<Column<R>> columns, String form) {
      return columns.stream()
          .map(it -> form.formatted(it.name()))
          .collect(Collectors.joining(", "));
    }
  }

  private record Statement<R>(String sql, List<Column<R>> columns) {}

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
