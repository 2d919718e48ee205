package dev.otpauth.operations;

import dev.otpauth.runtime.ConnectionFailureListener;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Whether PostgreSQL serves us, as the pool and the write check see it. Its log has one line when
 * an outage begins, with the SQLSTATE, and one when it is over.
 */
@Component
class DatabaseWatch implements ConnectionFailureListener {

  private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);

  /** Without a failure for so long, a write that succeeds is the end of an outage. */
  static final Duration QUIET = Duration.ofSeconds(3);

  /** Longer than from one write to the next. */
  private static final Duration LATELY = Duration.ofSeconds(6);

  private @Nullable Outage outage;
  private long lastFailure;
  private long lastDoubt = System.nanoTime();
  private long lastWrite = lastDoubt - 1;

  @Override
  public synchronized boolean failed(String sqlState) {
    lastFailure = System.nanoTime();
    lastDoubt = lastFailure;
    var began = outage == null;
    var since = outage == null ? lastFailure : outage.since();
    outage = new Outage(sqlState, since);
    if (began) {
      log.atError()
          .addKeyValue("sqlstate", sqlState)
          .addKeyValue("problem", outage.problem())
          .log("PostgreSQL takes no writes: calls are answered 503 until it does");
    }
    return began;
  }

  /** The next write tells. */
  @Override
  public synchronized void doubted() {
    lastDoubt = System.nanoTime();
  }

  /**
   * A write has succeeded.
   *
   * @param begun by {@link System#nanoTime()}
   */
  synchronized void wrote(long begun) {
    lastWrite = Math.max(lastWrite, begun);
    if (outage != null && begun - lastFailure > QUIET.toNanos()) {
      log.atInfo()
          .addKeyValue("sqlstate", outage.sqlState())
          .addKeyValue("seconds", Duration.ofNanos(System.nanoTime() - outage.since()).toSeconds())
          .log("PostgreSQL takes writes again");
      outage = null;
    }
  }

  synchronized Optional<Outage> outage() {
    return Optional.ofNullable(outage);
  }

  synchronized boolean isDiskFull() {
    return outage != null && outage.sqlState().equals(Outage.DISK_FULL);
  }

  /** Whether a write has succeeded lately, and nothing has failed since it began. */
  synchronized boolean isSure() {
    return lastWrite - lastDoubt > 0 && System.nanoTime() - lastWrite < LATELY.toNanos();
  }

  /**
   * A time during which nobody is served.
   *
   * @param sqlState of its last failure
   * @param since by {@link System#nanoTime()}
   */
  record Outage(String sqlState, long since) {

    private static final String DISK_FULL = "53100";

    /** In words, for operators. */
    String problem() {
      return switch (sqlState) {
        case "25006" ->
            "it is read-only: a standby, or default_transaction_read_only is on; with several hosts"
                + " in the URL, targetServerType=primary finds the primary";
        case DISK_FULL -> "its disk is full";
        case "53300" -> "it has no connection left";
        default -> byClass();
      };
    }

    private String byClass() {
      return switch (sqlState.substring(0, 2)) {
        case "08" -> "there is no connection to it";
        case "57" -> "it is shutting down or starting, or gives no answer in time";
        case "53", "58" -> "its machine has no resources left, or fails it";
        case "42" -> "the role may not write, or a table is missing";
        default -> "it refuses a write";
      };
    }
  }
}
