package dev.otpauth.runtime;

import dev.otpauth.runtime.BulkStatement.Column;
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
  private final BulkStatement<R> insert;
  private final BulkStatement<R> update;

  private VersionedTable(Builder<R> of) {
    this.version = of.version;
    this.insert = of.insert();
    this.update = of.update();
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
    insert.addTo(trip, rows.stream().filter(this::isNew).toList());
    update.addTo(trip, rows.stream().filter(row -> !isNew(row)).toList());
  }

  private boolean isNew(R row) {
    return version.apply(row) == 0;
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

    private BulkStatement<R> insert() {
      return BulkStatement.insert(name, given(Stream.of(key, fixed, columns)));
    }

    private BulkStatement<R> update() {
      return new BulkStatement<>(
          """
          update %s it set %s, version = given.version from %%s
          where (%s) = (%s) and it.version = given.version - 1
          returning 1\
          """
              .formatted(
                  name,
                  list(columns, "%1$s = given.%1$s"),
                  list(key, "it.%s"),
                  list(key, "given.%s")),
          given(Stream.of(key, columns)));
    }

    private List<Column<R>> given(Stream<List<Column<R>>> columns) {
      var next = new Column<R>("version", "integer", row -> version.apply(row) + 1);
      return Stream.concat(columns.flatMap(List::stream), Stream.of(next)).toList();
    }

    private static <R> String list(List<Column<R>> columns, String form) {
      return columns.stream()
          .map(it -> form.formatted(it.name()))
          .collect(Collectors.joining(", "));
    }
  }
}
