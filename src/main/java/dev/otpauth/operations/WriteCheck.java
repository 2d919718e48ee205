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
 * Health component {@code db}: PostgreSQL has to take a write. A row is written every two seconds,
 * and when somebody asks while it is in doubt.
 */
@Component("dbHealthIndicator")
class WriteCheck implements HealthIndicator, SmartInitializingSingleton {

  /** Shorter than a probe of Kubernetes waits. */
  private static final Duration PATIENCE = Duration.ofMillis(3_500);

  private static final int STATEMENT_SECONDS = 2;

  /** One MiB: a full disk may still have room for the one small row. */
  private static final int PAGES_OF_ROOM = 128;

  /** What PostgreSQL has no state for: it does not answer. */
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
   * A start needs one write, the schema being there by now.
   *
   * @throws DataAccessException where it is refused
   */
  @Override
  public void afterSingletonsInstantiated() {
    writeRow();
  }

  @Override
  public Health health() {
    if (!watch.isSure() && !writeWithin(PATIENCE)) {
      return down("it gives no answer", NO_STATE);
    }
    return watch
        .outage()
        .map(it -> down(it.problem(), it.sqlState()))
        .orElseGet(() -> Health.up().build());
  }

  private static Health down(String problem, String sqlState) {
    return Health.down()
        .withDetail("problem", "PostgreSQL takes no writes: " + problem)
        .withDetail("sqlstate", sqlState)
        .build();
  }

  /** One at a time; where the one before has no answer yet, none is begun. */
  @Scheduled(initialDelay = 2, fixedRate = 2, timeUnit = TimeUnit.SECONDS)
  void look() {
    var _ = writeWithin(Duration.ZERO);
  }

  /** Whether somebody could write, or learned why not, within that time. */
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
        takeRoom();
      }
      writeRow();
      watch.wrote(begun);
    } catch (DataAccessException e) {
      if (!(NestedExceptionUtils.getMostSpecificCause(e) instanceof PoolBusyException)) {
        watch.failed(state(e));
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

  private void takeRoom() {
    database
        .sql("insert into write_room select repeat('x', 8000) from generate_series(1, :pages)")
        .param("pages", PAGES_OF_ROOM)
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
