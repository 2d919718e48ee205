package dev.otpauth.operations;

import dev.otpauth.runtime.PoolBusyException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Health component {@code db}: whether PostgreSQL accepts writes. Writes a row every two seconds,
 * and on a health request if the state is in doubt.
 */
@Component("dbHealthIndicator")
class WriteCheck implements HealthIndicator, SmartInitializingSingleton {

  /** Shorter than the timeout of a Kubernetes probe. */
  private static final Duration TIMEOUT = Duration.ofMillis(3_500);

  private static final int STATEMENT_SECONDS = 2;

  /** One MiB: on a full disk, a single small row may still fit. */
  private static final int SPACE_PAGES = 128;

  /** Stands for "no answer", for which PostgreSQL has no SQLSTATE. */
  private static final String NO_STATE = "08000";

  private final JdbcClient database;
  private final DatabaseWatch watch;
  private final Clock clock;
  private final ReentrantLock writing = new ReentrantLock();

  WriteCheck(DataSource connections, DatabaseWatch watch, Clock clock) {
    var template = new JdbcTemplate(connections);
    template.setQueryTimeout(STATEMENT_SECONDS);
    this.database = JdbcClient.create(template);
    this.watch = watch;
    this.clock = clock;
  }

  /**
   * Writes once at the start.
   *
   * @throws DataAccessException if the write fails, which stops the start
   */
  @Override
  public void afterSingletonsInstantiated() {
    writeRow();
  }

  @Override
  public Health health() {
    if (!watch.isHealthy() && !writeWithin(TIMEOUT)) {
      return down("it does not answer", NO_STATE);
    }
    return watch
        .outage()
        .map(it -> down(it.problem(), it.sqlState()))
        .orElseGet(() -> Health.up().build());
  }

  private static Health down(String problem, String sqlState) {
    return Health.down()
        .withDetail("problem", "PostgreSQL accepts no writes: " + problem)
        .withDetail("sqlstate", sqlState)
        .build();
  }

  /** Writes, unless a write is in progress. */
  @Scheduled(initialDelay = 2, fixedRate = 2, timeUnit = TimeUnit.SECONDS)
  void check() {
    var _ = writeWithin(Duration.ZERO);
  }

  /**
   * Writes, waiting at most that long for a write in progress; returns false if that did not end in
   * time.
   */
  private boolean writeWithin(Duration patience) {
    try {
      if (!writing.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
    try {
      write();
      return true;
    } finally {
      writing.unlock();
    }
  }

  private void write() {
    var begun = System.nanoTime();
    try {
      if (watch.isDiskFull()) {
        allocateSpace();
      }
      writeRow();
      watch.writeSucceeded(begun);
    } catch (DataAccessException e) {
      if (!(NestedExceptionUtils.getMostSpecificCause(e) instanceof PoolBusyException)) {
        watch.databaseFailed(state(e));
      }
    }
  }

  private void writeRow() {
    database
        .sql(
            """
            insert into write_check (written_at) values (:now)
            on conflict (one) do update set written_at = excluded.written_at
            """)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private void allocateSpace() {
    database
        .sql("insert into write_room select repeat('x', 8000) from generate_series(1, :pages)")
        .param("pages", SPACE_PAGES)
        .update();
    database.sql("delete from write_room").update();
  }

  private static String state(DataAccessException e) {
    return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException cause
            && cause.getSQLState() != null
        ? cause.getSQLState()
        : NO_STATE;
  }
}
