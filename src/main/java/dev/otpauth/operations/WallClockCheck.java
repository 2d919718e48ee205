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
 * is ahead of PostgreSQL's. Logs, traces and certificate checks use this machine's clock; decisions
 * do not.
 */
@Component("clockHealthIndicator")
class WallClockCheck implements HealthIndicator, SmartInitializingSingleton {

  /** Above this, a warning is logged. */
  static final Duration WARN_OFFSET = Duration.ofSeconds(2);

  /** Above this, the replica is not ready. */
  static final Duration MAX_OFFSET = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(WallClockCheck.class);

  private final DatabaseClock database;
  private final WallClock wall;
  private Grade logged = Grade.RIGHT;

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
    check();
  }

  /** Logs changes. */
  @Scheduled(initialDelay = 10, fixedRate = 10, timeUnit = TimeUnit.SECONDS)
  synchronized void check() {
    var offset = offset();
    var grade = Grade.of(offset);
    if (grade != logged) {
      logged = grade;
      log.atLevel(grade == Grade.RIGHT ? Level.INFO : Level.WARN)
          .addKeyValue("offset_seconds", seconds(offset))
          .log(grade.sentence(offset));
    }
  }

  private static double seconds(Duration offset) {
    return offset.toMillis() / 1_000.0;
  }

  /** The severity of an offset. */
  private enum Grade {
    RIGHT("%s: it is correct again"),
    OFF("%s: its log and traces have wrong times; synchronize it with NTP"),
    WRONG(
        "%s: this replica takes no calls until it is correct; synchronize it with NTP, or"
            + " PostgreSQL's clock if every replica reports this");

    private final String text;

    Grade(String text) {
      this.text = text;
    }

    static Grade of(Duration offset) {
      if (offset.abs().compareTo(MAX_OFFSET) > 0) {
        return WRONG;
      }
      return offset.abs().compareTo(WARN_OFFSET) > 0 ? OFF : RIGHT;
    }

    String sentence(Duration offset) {
      var way = offset.isNegative() ? "behind" : "ahead of";
      return text.formatted(
          "This machine's clock is %s s %s PostgreSQL's".formatted(seconds(offset.abs()), way));
    }
  }
}
