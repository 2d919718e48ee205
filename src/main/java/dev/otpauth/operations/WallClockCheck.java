package dev.otpauth.operations;

import dev.otpauth.runtime.DatabaseClock;
import dev.otpauth.runtime.WallClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Health component {@code clock} and gauge {@code otp.clock.offset}: how far this machine's clock
 * is ahead of PostgreSQL's. No decision is made by it, but the log, the traces and the check of
 * certificates go by it.
 */
@Component("clockHealthIndicator")
class WallClockCheck implements HealthIndicator, SmartInitializingSingleton {

  /** Beyond this the log warns. */
  static final Duration TOLERATED = Duration.ofSeconds(2);

  /** Beyond this the replica takes no calls. */
  static final Duration TAKES_CALLS = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(WallClockCheck.class);

  private final DatabaseClock database;
  private final WallClock wall;
  private Grade told = Grade.RIGHT;

  WallClockCheck(DatabaseClock database, WallClock wall, MeterRegistry meters) {
    this.database = database;
    this.wall = wall;
    Gauge.builder("otp.clock.offset", this, it -> seconds(it.offset()))
        .description("How far this machine's clock is ahead of PostgreSQL's")
        .baseUnit("seconds")
        .register(meters);
  }

  private Duration offset() {
    return Duration.between(database.instant(), wall.instant());
  }

  @Override
  public Health health() {
    var offset = offset();
    return Grade.of(offset) == Grade.WRONG
        ? Health.down()
            .withDetail("problem", Grade.WRONG.sentence(offset))
            .withDetail("offset_seconds", seconds(offset))
            .build()
        : Health.up().build();
  }

  @Override
  public void afterSingletonsInstantiated() {
    look();
  }

  /** Tells in the log what has changed. */
  @Scheduled(initialDelay = 10, fixedRate = 10, timeUnit = TimeUnit.SECONDS)
  synchronized void look() {
    var offset = offset();
    var grade = Grade.of(offset);
    if (grade != told) {
      told = grade;
      log.atLevel(grade == Grade.RIGHT ? Level.INFO : Level.WARN)
          .addKeyValue("offset_seconds", seconds(offset))
          .log(grade.sentence(offset));
    }
  }

  private static double seconds(Duration offset) {
    return offset.toMillis() / 1_000.0;
  }

  /** What an offset means. */
  private enum Grade {
    RIGHT("%s: it is right again"),
    OFF("%s: its log and traces tell wrong times; let NTP set it"),
    WRONG(
        "%s: this replica takes no calls until it is right; let NTP set it, or PostgreSQL's where"
            + " every replica says so");

    private final String words;

    Grade(String words) {
      this.words = words;
    }

    static Grade of(Duration offset) {
      if (offset.abs().compareTo(TAKES_CALLS) > 0) {
        return WRONG;
      }
      return offset.abs().compareTo(TOLERATED) > 0 ? OFF : RIGHT;
    }

    String sentence(Duration offset) {
      var way = offset.isNegative() ? "behind" : "ahead of";
      return words.formatted(
          "This machine's clock is %s s %s PostgreSQL's".formatted(seconds(offset.abs()), way));
    }
  }
}
