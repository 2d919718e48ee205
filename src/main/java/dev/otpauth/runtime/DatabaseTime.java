package dev.otpauth.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Reads PostgreSQL's time; takes a connection first, so that waiting for it does not distort the
 * reading.
 */
final class DatabaseTime implements Supplier<ClockReading> {

  private static final int STATEMENT_SECONDS = 2;

  private final JdbcTemplate database;
  private final LongSupplier nanos;

  DatabaseTime(DataSource connections, LongSupplier nanos) {
    this.database = new JdbcTemplate(connections);
    this.nanos = nanos;
  }

  @Override
  public ClockReading get() {
    return Objects.requireNonNull(database.execute(this::read));
  }

  private ClockReading read(Connection connection) throws SQLException {
    var one = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
    one.setQueryTimeout(STATEMENT_SECONDS);
    return ClockReading.best(() -> ask(one), nanos);
  }

  private static Instant ask(JdbcTemplate database) {
    var time = database.queryForObject("select clock_timestamp()", OffsetDateTime.class);
    return Objects.requireNonNull(time).toInstant();
  }
}
