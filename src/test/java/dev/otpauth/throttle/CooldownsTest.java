package dev.otpauth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.TestDatabase;
import dev.otpauth.phone.KeyedDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class CooldownsTest {

  private static final String SENDER = "+628001234567";
  private static final String OTHER_SENDER = "+628001234568";
  private static final Instant NOW = Instant.parse("2026-03-02T03:25:00Z");
  private static final Duration WAIT = Duration.ofSeconds(542);

  private static DataSource database;
  private Cooldowns cooldowns;

  @BeforeAll
  static void migrate() {
    database = TestDatabase.freshDataSource();
    Flyway.configure().dataSource(database).load().migrate();
  }

  @BeforeEach
  void nothingInForce() {
    JdbcClient.create(database).sql("delete from cooldown").update();
    cooldowns = new Cooldowns(JdbcClient.create(database));
  }

  /** What a replica that knows nothing but the database says. */
  private static Optional<Duration> remaining(String sender, KeyedDigest phone, Instant now) {
    var next =
        new Throttle(
                JdbcClient.create(database),
                new ThrottleProperties(List.of(), WAIT, Rate.OFF, Rate.OFF, Rate.OFF, null))
            .next(sender, phone, now);
    return next.isAfter(now) ? Optional.of(Duration.between(now, next)) : Optional.empty();
  }

  @Test
  void waitingExactlyThatLongSuffices() {
    cooldowns.remember(SENDER, phone(1), WAIT, NOW);
    assertThat(remaining(SENDER, phone(1), NOW)).contains(WAIT);
    assertThat(remaining(SENDER, phone(1), NOW.plus(WAIT).minusMillis(1)))
        .contains(Duration.ofMillis(1));
    assertThat(remaining(SENDER, phone(1), NOW.plus(WAIT))).isEmpty();
  }

  @Test
  void otherNumbersNeedNotWait() {
    cooldowns.remember(SENDER, phone(1), WAIT, NOW);
    assertThat(remaining(SENDER, phone(2), NOW)).isEmpty();
  }

  @Test
  void theNumberHasToWaitForOtherSendersToo() {
    cooldowns.remember(SENDER, phone(1), WAIT, NOW);
    assertThat(remaining(OTHER_SENDER, phone(1), NOW)).contains(WAIT);
  }

  @Test
  void aShorterWordDoesNotShortenALongerOne() {
    cooldowns.remember(SENDER, phone(1), WAIT, NOW);
    cooldowns.remember(SENDER, phone(1), Duration.ofSeconds(5), NOW.plusSeconds(1));
    assertThat(remaining(SENDER, phone(1), NOW)).contains(WAIT);
  }

  @Test
  void manyNumbersInAShortTimePauseTheSender() {
    throttle(Cooldowns.MANY - 1, WAIT, NOW);
    assertThat(remaining(SENDER, phone(99), NOW)).isEmpty();
    cooldowns.remember(SENDER, phone(98), WAIT, NOW);
    assertThat(remaining(SENDER, phone(99), NOW)).contains(Cooldowns.LONGEST_PAUSE);
    assertThat(remaining(OTHER_SENDER, phone(99), NOW)).isEmpty();
    assertThat(remaining(SENDER, phone(99), NOW.plus(Cooldowns.LONGEST_PAUSE))).isEmpty();
  }

  @Test
  void theSamePhoneManyTimesPausesNobodyElse() {
    for (var i = 0; i < Cooldowns.MANY * 2; i++) {
      cooldowns.remember(SENDER, phone(1), WAIT, NOW.plusSeconds(i));
    }
    assertThat(remaining(SENDER, phone(2), NOW)).isEmpty();
  }

  @Test
  void manyNumbersOverALongTimePauseNobody() {
    for (var i = 0; i < Cooldowns.MANY * 2; i++) {
      cooldowns.remember(SENDER, phone(i), WAIT, NOW.plusSeconds(10L * i));
    }
    assertThat(remaining(SENDER, phone(99), NOW.plusSeconds(200))).isEmpty();
  }

  @Test
  void aSenderPausesNoLongerThanItsNumbers() {
    throttle(Cooldowns.MANY, Duration.ofSeconds(3), NOW);
    assertThat(remaining(SENDER, phone(99), NOW)).contains(Duration.ofSeconds(3));
  }

  private void throttle(int numbers, Duration wait, Instant now) {
    for (var i = 0; i < numbers; i++) {
      cooldowns.remember(SENDER, phone(i), wait, now);
    }
  }

  private static KeyedDigest phone(int which) {
    return new KeyedDigest("%064x".formatted(which));
  }
}
