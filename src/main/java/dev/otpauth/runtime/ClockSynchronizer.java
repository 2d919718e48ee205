package dev.otpauth.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Synchronizes the clock with PostgreSQL every minute; sooner if the last reading failed, or if the
 * wall clock has moved against the monotonic clock, as after a suspended machine.
 */
@Component
class ClockSynchronizer {

  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** More than clocks drift apart between two checks. */
  private static final Duration STEP = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(ClockSynchronizer.class);

  private final DatabaseClock clock;
  private final WallClock wall;
  private final ReentrantLock lock = new ReentrantLock();
  private Instant due;
  private Duration offset;
  private boolean failing;

  ClockSynchronizer(DatabaseClock clock, WallClock wall) {
    this.clock = clock;
    this.wall = wall;
    due = clock.instant().plus(INTERVAL);
    offset = offset();
  }

  /** Synchronizes if it is due, unless another thread does so. */
  @Scheduled(initialDelay = 5, fixedRate = 5, timeUnit = TimeUnit.SECONDS)
  void look() {
    if (!lock.tryLock()) {
      return;
    }
    try {
      if (failing || !clock.instant().isBefore(due) || isStepped()) {
        synchronize();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isStepped() {
    return offset().minus(offset).abs().compareTo(STEP) > 0;
  }

  private Duration offset() {
    return Duration.between(clock.instant(), wall.instant());
  }

  private void synchronize() {
    try {
      clock.synchronize();
      due = clock.instant().plus(INTERVAL);
      offset = offset();
      succeeded();
    } catch (DataAccessException e) {
      failed(e);
    }
  }

  private void succeeded() {
    if (failing) {
      failing = false;
      log.atInfo().log("PostgreSQL's time is available again");
    }
  }

  private void failed(DataAccessException failure) {
    if (!failing) {
      failing = true;
      log.atWarn()
          .addKeyValue("cause", failure.getClass().getSimpleName())
          .log(
              "Could not read PostgreSQL's time: the clock continues from the last reading;"
                  + " tried again in 5 s");
    }
  }
}
