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
 * Forgets what is due, on one replica at a time: in batches, each a short statement, with a pause
 * between them for the callers, so that neither locks nor dead rows pile up. What a shutdown or the
 * end of its time leaves over, the next round finds.
 */
@Component
@EnableConfigurationProperties(RetentionProperties.class)
class RetentionJob {

  static final int AT_ONCE = 500;

  private static final Logger log = LoggerFactory.getLogger(RetentionJob.class);
  private static final Duration LONGEST_ROUND = Duration.ofMinutes(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** Longer than any round, its last batch included: a lapsed lock means a dead holder. */
  private static final Duration LOCKED = Duration.ofMinutes(10);

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

  /** At a fixed rate: with a fixed delay, a long round would keep other jobs from starting. */
  @Scheduled(initialDelay = 10, fixedRate = 10, timeUnit = TimeUnit.MINUTES)
  void run() {
    var now = clock.instant();
    try {
      locks
          .lock(new LockConfiguration(now, "retention", LOCKED, Duration.ZERO))
          .ifPresent(lock -> forgetWhatIsDue(lock, now));
    } catch (DataAccessException | TransactionException | LockException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not delete all rows past their retention; the next round tries again");
    }
  }

  private void forgetWhatIsDue(SimpleLock lock, Instant now) {
    try {
      for (var sweep : retention.due(now, properties.retention())) {
        if (stopping.getCount() > 0) {
          forget(sweep, now.plus(LONGEST_ROUND));
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
      found = sweep.batch().applyAsInt(AT_ONCE);
      forgotten += found;
    } while (found >= AT_ONCE && begun.isBefore(end) && mayGoOn(begun));
    if (forgotten > 0) {
      log.atInfo()
          .addKeyValue("of", sweep.of())
          .addKeyValue("count", forgotten)
          .log("Deleted rows past their retention");
    }
  }

  /** Pauses as long as the batch took: on a busy database, everything takes longer. */
  private boolean mayGoOn(Instant begun) {
    var took = Duration.between(begun, clock.instant());
    var pause = took.compareTo(LONGEST_PAUSE) < 0 ? took : LONGEST_PAUSE;
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
