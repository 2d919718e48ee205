package dev.otpauth.runtime;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.SqlParameterValue;

/**
 * Sends several statements to PostgreSQL in one round trip. Without an open transaction they are
 * atomic: all or none. Several modules can take part in one write, each with statements about its
 * own tables.
 *
 * <p>Parameters are arrays, texts, numbers and bytes; one that may be null is an {@link
 * SqlParameterValue}: for a parameter of unknown type the driver would ask PostgreSQL first, and
 * might send the earlier statements separately.
 */
public final class RoundTrip {

  private static final RowCallbackHandler IGNORED = _ -> {};

  /** Caches of composed SQL; there are few, of some thousand characters each. */
  private static final Map<Writes, String> WRITES = new ConcurrentHashMap<>();

  private static final Map<List<String>, String> TOGETHER = new ConcurrentHashMap<>();

  private static final String LIMIT_LOCK_WAITS = "set_config('lock_timeout', ?, true)";

  /** The maximum wait for a lock, until a statement sets it; null if there is no limit. */
  private @Nullable String lockTimeout;

  private final List<String> statements = new ArrayList<>();
  private final List<Object> parameters = new ArrayList<>();
  private final List<RowCallbackHandler> readers = new ArrayList<>();
  private final List<String> writes = new ArrayList<>();
  private final List<Object> wantedRows = new ArrayList<>();

  /** Creates a round trip that waits for locks without a limit. */
  public RoundTrip() {
    this(Duration.ZERO);
  }

  /**
   * Creates a round trip that waits for locks for a limited time.
   *
   * @param patience the maximum wait for a lock; zero means no limit; applies until the end of the
   *     transaction
   */
  public RoundTrip(Duration patience) {
    lockTimeout = patience.isZero() ? null : patience.toMillis() + "ms";
  }

  /**
   * Adds a query.
   *
   * @param reader called for each row
   */
  public void query(String sql, Collection<?> parameters, RowCallbackHandler reader) {
    endWrites();
    add(sql, parameters, reader);
  }

  private void add(String sql, Collection<?> parameters, RowCallbackHandler reader) {
    statements.add(sql);
    this.parameters.addAll(parameters);
    readers.add(reader);
  }

  /**
   * Adds a write. If it affects another number of rows than expected, everything is rolled back.
   * Consecutive writes become one statement: they run in their order, do not see each other's rows,
   * and must not write the same row.
   *
   * @param sql a statement that returns a row for each row written
   * @param wanted the expected number of rows
   */
  public void write(String sql, Collection<?> parameters, int wanted) {
    writes.add(sql);
    this.parameters.addAll(parameters);
    wantedRows.add(wanted);
  }

  private void endWrites() {
    if (writes.isEmpty()) {
      return;
    }
    var all = new Writes(List.copyOf(writes), lockTimeout != null && statements.isEmpty());
    if (all.limitLockWaits()) {
      wantedRows.addFirst(Objects.requireNonNull(lockTimeout));
      lockTimeout = null;
    }
    add(WRITES.computeIfAbsent(all, Writes::sql), wantedRows, IGNORED);
    writes.clear();
    wantedRows.clear();
  }

  /**
   * Sends the statements, once; does nothing if there are none.
   *
   * @throws org.springframework.dao.ConcurrencyFailureException if a write affected another number
   *     of rows than expected
   */
  public void send(JdbcOperations database) {
    endWrites();
    if (statements.isEmpty()) {
      return;
    }
    if (lockTimeout != null) {
      statements.addFirst("select " + LIMIT_LOCK_WAITS);
      parameters.addFirst(lockTimeout);
      readers.addFirst(IGNORED);
    }
    var together = TOGETHER.computeIfAbsent(List.copyOf(statements), it -> String.join(";\n", it));
    database.execute(together, (PreparedStatementCallback<@Nullable Void>) this::execute);
  }

  private @Nullable Void execute(PreparedStatement statement) throws SQLException {
    var place = 0;
    for (var parameter : parameters) {
      place++;
      if (parameter instanceof SqlParameterValue of) {
        statement.setObject(place, of.getValue(), of.getSqlType());
      } else {
        statement.setObject(place, parameter);
      }
    }
    statement.execute();
    for (var reader : readers) {
      try (var rows = statement.getResultSet()) {
        readAll(rows, reader);
      }
      statement.getMoreResults();
    }
    return null;
  }

  private static void readAll(ResultSet rows, RowCallbackHandler reader) throws SQLException {
    while (rows.next()) {
      reader.processRow(rows);
    }
  }

  /**
   * Consecutive writes.
   *
   * @param limitLockWaits whether their statement also sets the maximum wait for a lock
   */
  private record Writes(List<String> statements, boolean limitLockWaits) {

    /** PostgreSQL evaluates what is selected in its order, and each write when it is counted. */
    String sql() {
      var written = new StringJoiner(", ", "with ", " select ");
      var selected = new StringJoiner(", ");
      if (limitLockWaits) {
        selected.add(LIMIT_LOCK_WAITS);
      }
      for (var i = 0; i < statements.size(); i++) {
        written.add("saved_%s as (%s)".formatted(i, statements.get(i)));
        selected.add("require_saved((select count(*) from saved_%s), ?)".formatted(i));
      }
      return written.toString() + selected;
    }
  }
}
