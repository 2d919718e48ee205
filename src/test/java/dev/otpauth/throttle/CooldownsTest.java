package dev.otpauth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
    cooldowns = replica();
  }

  private static Cooldowns replica() {
    return new Cooldowns(JdbcClient.create(database));
  }

  @Test
  void waitingExactlyThatLongSuffices() {
    cooldowns.remember(SENDER, phone(1), WAIT, NOW);
    assertThat(cooldowns.remaining(SENDER, phone(1), NOW)).contains(WAIT);
    assertThat(cooldowns.remaining(SENDER, phone(1), NOW.plus(WAIT).minusMillis(1)))
        .contains(Duration.ofMillis(1));
    assertThat(cooldowns.remaining(SENDER, phone(1), NOW.plus(WAIT))).isEmpty();
  }

  @Test
  void everyReplicaKnows() {
    cooldowns.remember(SENDER, phone(1), WAIT, NOW);
    assertThat(replica().remaining(SENDER, phone(1), NOW.plusSeconds(42)))
        .contains(Duration.ofSeconds(500));
  }

  @Test
  void otherNumbersAndSendersNeedNotWait() {
    cooldowns.remember(SENDER, phone(1), WAIT, NOW);
    assertThat(cooldowns.remaining(SENDER, phone(2), NOW)).isEmpty();
    assertThat(cooldowns.remaining(OTHER_SENDER, phone(1), NOW)).isEmpty();
  }

  @Test
  void aShorterWordDoesNotShortenALongerOne() {
    cooldowns.remember(SENDER, phone(1), WAIT, NOW);
    cooldowns.remember(SENDER, phone(1), Duration.ofSeconds(5), NOW.plusSeconds(1));
    assertThat(cooldowns.remaining(SENDER, phone(1), NOW)).contains(WAIT);
  }

  @Test
  void manyNumbersInAShortTimePauseTheSender() {
    throttle(Cooldowns.MANY - 1, WAIT, NOW);
    assertThat(cooldowns.remaining(SENDER, phone(99), NOW)).isEmpty();
    cooldowns.remember(SENDER, phone(98), WAIT, NOW);
    assertThat(cooldowns.remaining(SENDER, phone(99), NOW)).contains(Cooldowns.LONGEST_PAUSE);
    assertThat(cooldowns.remaining(OTHER_SENDER, phone(99), NOW)).isEmpty();
    assertThat(cooldowns.remaining(SENDER, phone(99), NOW.plus(Cooldowns.LONGEST_PAUSE))).isEmpty();
  }

  @Test
  void theSamePhoneManyTimesPausesNobodyElse() {
    for (var i = 0; i < Cooldowns.MANY * 2; i++) {
      cooldowns.remember(SENDER, phone(1), WAIT, NOW.plusSeconds(i));
    }
    assertThat(cooldowns.remaining(SENDER, phone(2), NOW)).isEmpty();
  }

  @Test
  void manyNumbersOverALongTimePauseNobody() {
    for (var i = 0; i < Cooldowns.MANY * 2; i++) {
      cooldowns.remember(SENDER, phone(i), WAIT, NOW.plusSeconds(10L * i));
    }
    assertThat(cooldowns.remaining(SENDER, phone(99), NOW.plusSeconds(200))).isEmpty();
  }

  @Test
  void aSenderPausesNoLongerThanItsNumbers() {
    throttle(Cooldowns.MANY, Duration.ofSeconds(3), NOW);
    assertThat(cooldowns.remaining(SENDER, phone(99), NOW)).contains(Duration.ofSeconds(3));
  }

  private void throttle(int numbers, Duration wait, Instant now) {
    for (var i = 0; i < numbers; i++) {
      cooldowns.remember(SENDER, phone(i), wait, now);
    }
  }

  private static byte[] phone(int which) {
    return ("digest of phone " + which).getBytes(StandardCharsets.UTF_8);
  }
}
