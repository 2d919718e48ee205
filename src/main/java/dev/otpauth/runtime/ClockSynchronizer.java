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
 * Has the clock read PostgreSQL's time every minute. Sooner where the reading before failed, or
 * where the wall clock moved and the monotonic one did not: a machine that was suspended.
 */
@Component
class ClockSynchronizer {

  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** More than clocks drift apart between two looks. */
  private static final Duration STEP = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(ClockSynchronizer.class);

  private final DatabaseClock clock;
  private final WallClock wall;
  private final ReentrantLock looking = new ReentrantLock();
  private Instant due;
  private Duration offset;
  private boolean failing;

  ClockSynchronizer(DatabaseClock clock, WallClock wall) {
    this.clock = clock;
    this.wall = wall;
    due = clock.instant().plus(INTERVAL);
    offset = offset();
  }

  /** One at a time; where the one before has no answer yet, none is begun. */
  @Scheduled(initialDelay = 5, fixedRate = 5, timeUnit = TimeUnit.SECONDS)
  void look() {
    if (!looking.tryLock()) {
      return;
    }
    try {
      if (failing || !clock.instant().isBefore(due) || isStepped()) {
        synchronize();
      }
    } finally {
      looking.unlock();
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
      log.atInfo().log("PostgreSQL's time is read again");
    }
  }

  private void failed(DataAccessException failure) {
    if (!failing) {
      failing = true;
      log.atWarn()
          .addKeyValue("cause", failure.getClass().getSimpleName())
          .log(
              "Could not read PostgreSQL's time: the clock runs on from the last reading, and the"
                  + " next is tried every few seconds");
    }
  }
}
