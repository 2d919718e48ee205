package dev.otpauth.runtime;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * Statements that go to PostgreSQL together: its driver sends them in one message, and where no
 * transaction is open they are one (all of them are done, or none). Several modules can so take
 * part in a write, each with the statement about its own table.
 *
 * <p>Parameters are arrays, texts, numbers and bytes, never null: for one of unknown type the
 * driver would ask PostgreSQL first, and might send what stands before it by itself.
 */
public final class RoundTrip {

  private static final RowCallbackHandler IGNORED = _ -> {};

  /** Texts that were put together before: there are few, of some thousand characters each. */
  private static final Map<String, String> WRITES = new ConcurrentHashMap<>();

  private static final Map<List<String>, String> TOGETHER = new ConcurrentHashMap<>();

  private final Duration patience;
  private final List<String> statements = new ArrayList<>();
  private final List<Object> parameters = new ArrayList<>();
  private final List<RowCallbackHandler> readers = new ArrayList<>();

  /** Waits for a lock that somebody holds for as long as it takes. */
  public RoundTrip() {
    this(Duration.ZERO);
  }

  /**
   * Waits for a lock so long.
   *
   * @param patience for ever where it is zero; lasts until the transaction ends
   */
  public RoundTrip(Duration patience) {
    this.patience = patience;
  }

  /**
   * Adds a query.
   *
   * @param reader reads each of its rows
   */
  public void query(String sql, Collection<?> parameters, RowCallbackHandler reader) {
    statements.add(sql);
    this.parameters.addAll(parameters);
    readers.add(reader);
  }

  /**
   * Adds a write, which is undone with everything else where it finds another number of rows.
   *
   * @param sql a statement that returns a row for each one written
   * @param wanted how many it has to find
   */
  public void write(String sql, Collection<?> parameters, int wanted) {
    query(WRITES.computeIfAbsent(sql, RoundTrip::counted), with(parameters, wanted), IGNORED);
  }

  private static String counted(String sql) {
    return "with saved as (" + sql + ") select require_saved(count(*), ?) from saved";
  }

  private static List<Object> with(Collection<?> parameters, int last) {
    var all = new ArrayList<Object>(parameters);
    all.add(last);
    return all;
  }

  /**
   * Sends them, once; where there are none, nothing.
   *
   * @throws org.springframework.dao.ConcurrencyFailureException where a write found another number
   *     of rows
   */
  public void send(JdbcOperations database) {
    if (statements.isEmpty()) {
      return;
    }
    if (!patience.isZero()) {
      statements.addFirst("select set_config('lock_timeout', ?, true)");
      parameters.addFirst(patience.toMillis() + "ms");
      readers.addFirst(IGNORED);
    }
    var together = TOGETHER.computeIfAbsent(List.copyOf(statements), it -> String.join(";\n", it));
    database.execute(together, (PreparedStatementCallback<@Nullable Void>) this::execute);
  }

  private @Nullable Void execute(PreparedStatement statement) throws SQLException {
    var place = 0;
    for (var parameter : parameters) {
      statement.setObject(++place, parameter);
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
}
