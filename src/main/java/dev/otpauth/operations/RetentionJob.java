package dev.otpauth.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.support.LockException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Deletes data past its retention, on one replica at a time. Works in small batches with pauses, so
 * that neither locks nor dead rows accumulate. What a round does not finish, the next one does.
 */
@Component
@EnableConfigurationProperties(RetentionProperties.class)
class RetentionJob {

  static final int BATCH_SIZE = 500;

  private static final Logger log = LoggerFactory.getLogger(RetentionJob.class);
  private static final Duration MAX_ROUND = Duration.ofMinutes(5);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(1);

  /** The lease of the lock, longer than any round; if it expires, its holder has died. */
  private static final Duration LEASE = Duration.ofMinutes(10);

  private final Retention retention;
  private final RetentionProperties properties;
  private final LockProvider locks;
  private final Clock clock;
  private final CountDownLatch stopping = new CountDownLatch(1);

  RetentionJob(
      Retention retention, RetentionProperties properties, LockProvider locks, Clock clock) {
    this.retention = retention;
    this.properties = properties;
    this.locks = locks;
    this.clock = clock;
  }

  /** At a fixed rate: with a fixed delay, a long round would delay other jobs. */
  @Scheduled(initialDelay = 10, fixedRate = 10, timeUnit = TimeUnit.MINUTES)
  void run() {
    var now = clock.instant();
    try {
      locks
          .lock(new LockConfiguration(now, "retention", LEASE, Duration.ZERO))
          .ifPresent(lock -> deleteDue(lock, now));
    } catch (DataAccessException | TransactionException | LockException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not delete all rows past their retention; tried again in 10 min");
    }
  }

  private void deleteDue(SimpleLock lock, Instant now) {
    try {
      for (var sweep : retention.due(now, properties.retention())) {
        if (stopping.getCount() > 0) {
          forget(sweep, now.plus(MAX_ROUND));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void forget(Retention.Sweep sweep, Instant end) {
    var forgotten = 0L;
    int found;
    Instant begun;
    do {
      begun = clock.instant();
      found = sweep.batch().applyAsInt(BATCH_SIZE);
      forgotten += found;
    } while (found >= BATCH_SIZE && begun.isBefore(end) && pauseAfter(begun));
    if (forgotten > 0) {
      log.atInfo()
          .addKeyValue("of", sweep.of())
          .addKeyValue("count", forgotten)
          .log("Deleted rows past their retention");
    }
  }

  /**
   * Pauses as long as the batch took, so that a busy database gets longer pauses; returns false at
   * shutdown.
   */
  private boolean pauseAfter(Instant begun) {
    var took = Duration.between(begun, clock.instant());
    var pause = took.compareTo(MAX_PAUSE) < 0 ? took : MAX_PAUSE;
    try {
      return !stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopping.countDown();
  }
}
