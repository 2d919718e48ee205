package dev.otpauth.operations;

import dev.otpauth.runtime.ConnectionFailureListener;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tracks whether PostgreSQL accepts writes, from failures of the pool and from the write check.
 * Logs the begin of an outage, with its SQLSTATE, and its end.
 */
@Component
class DatabaseWatch implements ConnectionFailureListener {

  private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);

  /** A successful write ends an outage if there was no failure for this long. */
  static final Duration QUIET = Duration.ofSeconds(3);

  /** Longer than the interval of the write check. */
  private static final Duration RECENTLY = Duration.ofSeconds(6);

  private @Nullable Outage outage;
  private long lastFailure;
  private long lastUncertainty = System.nanoTime();
  private long lastWrite = lastUncertainty - 1;

  @Override
  public synchronized boolean databaseFailed(String sqlState) {
    lastFailure = System.nanoTime();
    lastUncertainty = lastFailure;
    var began = outage == null;
    var since = outage == null ? lastFailure : outage.since();
    outage = new Outage(sqlState, since);
    if (began) {
      log.atError()
          .addKeyValue("sqlstate", sqlState)
          .addKeyValue("problem", outage.problem())
          .log("PostgreSQL accepts no writes: calls are answered 503 until it does");
    }
    return began;
  }

  /** {@inheritDoc} The next write check decides. */
  @Override
  public synchronized void connectionFailed() {
    lastUncertainty = System.nanoTime();
  }

  /**
   * Records a successful write.
   *
   * @param begun by {@link System#nanoTime()}
   */
  synchronized void writeSucceeded(long begun) {
    lastWrite = Math.max(lastWrite, begun);
    if (outage != null && begun - lastFailure > QUIET.toNanos()) {
      log.atInfo()
          .addKeyValue("sqlstate", outage.sqlState())
          .addKeyValue("seconds", Duration.ofNanos(System.nanoTime() - outage.since()).toSeconds())
          .log("PostgreSQL accepts writes again");
      outage = null;
    }
  }

  synchronized Optional<Outage> outage() {
    return Optional.ofNullable(outage);
  }

  synchronized boolean isDiskFull() {
    return outage != null && outage.sqlState().equals(Outage.DISK_FULL);
  }

  /** Whether a recent write has succeeded, without a failure since it began. */
  synchronized boolean isHealthy() {
    return lastWrite - lastUncertainty > 0 && System.nanoTime() - lastWrite < RECENTLY.toNanos();
  }

  /**
   * An outage of the database.
   *
   * @param sqlState of the latest failure
   * @param since by {@link System#nanoTime()}
   */
  record Outage(String sqlState, long since) {

    private static final String DISK_FULL = "53100";

    /** The problem in words, for operators. */
    String problem() {
      return switch (sqlState) {
        case "25006" ->
            "it is read-only: a standby, or default_transaction_read_only is on; with several hosts"
                + " in the URL, targetServerType=primary finds the primary";
        case DISK_FULL -> "its disk is full";
        case "53300" -> "it has no free connection";
        default -> byClass();
      };
    }

    private String byClass() {
      return switch (sqlState.substring(0, 2)) {
        case "08" -> "there is no connection to it";
        case "57" -> "it is shutting down, starting or too slow to answer";
        case "53", "58" -> "its machine is out of resources or has failed";
        case "42" -> "the role may not write, or a table is missing";
        default -> "it rejects writes";
      };
    }
  }
}
