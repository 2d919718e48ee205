package dev.otpauth.runtime;

import java.sql.Types;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;

/**
 * A statement that writes rows given as parameters. Many rows are sent as one array for each
 * column; a single row is sent as plain values, which PostgreSQL reads with less work.
 *
 * @param <R> a row
 */
public final class BulkStatement<R> {

  private final List<Column<R>> columns;
  private final String ofMany;
  private final String ofOne;

  /**
   * Creates a statement.
   *
   * @param sql returns a row for each row written; {@code %s} stands for the table {@code given} of
   *     the rows
   * @param columns the columns of {@code given}
   */
  BulkStatement(String sql, List<Column<R>> columns) {
    this.columns = List.copyOf(columns);
    var given = " as given (%s)".formatted(names(columns));
    this.ofMany = sql.formatted("unnest(%s)%s".formatted(parameters("?::%s[]"), given));
    this.ofOne = sql.formatted("(values (%s))%s".formatted(parameters("?::%s"), given));
  }

  /** Returns a statement that inserts rows; a row whose key exists is not written. */
  public static <R> BulkStatement<R> insert(String table, List<Column<R>> columns) {
    return new BulkStatement<>(
        "insert into %1$s (%2$s) select %2$s from %%s on conflict do nothing returning 1"
            .formatted(table, names(columns)),
        columns);
  }

  private static <R> String names(List<Column<R>> columns) {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  private String parameters(String form) {
    return columns.stream().map(it -> form.formatted(it.type())).collect(Collectors.joining(", "));
  }

  /** Adds the statement to a round trip, which fails as a whole if a row is not written. */
  public void addTo(RoundTrip trip, List<R> rows) {
    if (rows.size() == 1) {
      trip.write(ofOne, columns.stream().map(it -> it.value(rows.getFirst())).toList(), 1);
    } else if (!rows.isEmpty()) {
      var arrays = new ArrayParameters<>(rows);
      columns.forEach(it -> it.addTo(arrays));
      trip.write(ofMany, arrays.list(), rows.size());
    }
  }

  /**
   * A column of the given rows.
   *
   * @param type the type in PostgreSQL
   * @param value its value in a row: bytes for {@code bytea}, else anything whose text PostgreSQL
   *     can read as the type
   */
  public record Column<R>(String name, String type, Function<R, ? extends @Nullable Object> value) {

    private void addTo(ArrayParameters<R> arrays) {
      if (isBytes()) {
        arrays.bytes(row -> (byte[]) value.apply(row));
      } else {
        arrays.text(value);
      }
    }

    private SqlParameterValue value(R row) {
      var of = value.apply(row);
      return isBytes()
          ? new SqlParameterValue(Types.BINARY, of)
          : new SqlParameterValue(Types.VARCHAR, of == null ? null : of.toString());
    }

    private boolean isBytes() {
      return type.equals("bytea");
    }
  }
}
