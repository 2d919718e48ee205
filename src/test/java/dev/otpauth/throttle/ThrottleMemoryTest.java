package dev.otpauth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.TestDatabase;
import dev.otpauth.phone.KeyedDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the limits remember, and for how long. */
class ThrottleMemoryTest {

  private static final Instant NOW = Instant.parse("2026-03-02T03:25:00Z");
  private static final String SENDER = "+628001234567";
  private static final Duration WINDOW = Duration.ofHours(12);
  private static final Duration WAIT = Duration.ofSeconds(542);
  private static final ThrottleProperties LIMITS =
      new ThrottleProperties(
          List.of(Duration.ofSeconds(60)),
          WINDOW,
          new Rate(3, Duration.ofSeconds(30)),
          Rate.OFF,
          Rate.OFF,
          10);

  private static JdbcClient database;
  private Throttle throttle;
  private Cooldowns cooldowns;
  private ThrottleMemory memory;

  @BeforeAll
  static void migrate() {
    var fresh = TestDatabase.freshDataSource();
    Flyway.configure().dataSource(fresh).load().migrate();
    database = JdbcClient.create(fresh);
  }

  @BeforeEach
  void nothingInForce() {
    database.sql("truncate throttled_phone, send_rate, send_budget, cooldown").update();
    throttle = new Throttle(database, LIMITS);
    cooldowns = new Cooldowns(database);
    memory = new ThrottleMemory(database, LIMITS);
  }

  @Test
  void whatIsIdleIsForgotten() {
    send(1);
    guess(phone(2));
    forgetAt(NOW.plusSeconds(5));
    assertThat(rows("throttled_phone")).isEqualTo(2);
    assertThat(rows("send_rate")).isEqualTo(1);

    forgetAt(NOW.plus(WINDOW).plusSeconds(1));
    assertThat(rows("throttled_phone")).as("guesses are kept longer").isEqualTo(1);
    assertThat(rows("send_rate")).isZero();
    assertThat(rows("send_budget")).as("it is still that day").isEqualTo(1);

    forgetAt(NOW.plus(Guesses.KEPT).plusSeconds(1));
    assertThat(rows("throttled_phone")).isZero();
    assertThat(rows("send_budget")).isZero();
  }

  @Test
  void aNumberThatNothingWasSentToIsForgottenAtOnce() {
    for (var phone = 1; phone <= 4; phone++) {
      send(phone);
    }
    assertThat(rows("throttled_phone")).as("the fourth was refused for its address").isEqualTo(4);
    forgetAt(NOW);
    assertThat(rows("throttled_phone")).isEqualTo(3);
  }

  @Test
  void aLapsedCooldownIsForgottenOnceItCannotPauseTheSender() {
    cooldowns.remember(SENDER, phone(1), Duration.ofSeconds(1), NOW);
    cooldowns.remember(SENDER, phone(2), WAIT, NOW);
    forgetAt(NOW.plusSeconds(2));
    assertThat(rows("cooldown")).isEqualTo(2);
    forgetAt(NOW.plusSeconds(2).plus(Cooldowns.SHORT_TIME));
    assertThat(rows("cooldown")).isEqualTo(1);
    assertThat(throttle.next(SENDER, phone(2), NOW)).isEqualTo(NOW.plus(WAIT));
  }

  @Test
  void atMostSoManyAreForgottenAtATime() {
    for (var phone = 1; phone <= 5; phone++) {
      cooldowns.remember(SENDER, phone(phone), Duration.ofSeconds(1), NOW);
    }
    var later = NOW.plus(WINDOW);
    assertThat(memory.forgetLapsed(later, 3)).isEqualTo(3);
    assertThat(memory.forgetLapsed(later, 3)).isEqualTo(2);
    assertThat(memory.forgetLapsed(later, 3)).isZero();
  }

  @Test
  void anErasedNumberIsAsIfNeverSeen() {
    send(1);
    guess(phone(1));
    cooldowns.remember(SENDER, phone(1), WAIT, NOW);
    send(2);
    cooldowns.remember(SENDER, phone(2), WAIT, NOW);
    memory.forget(phone(1));
    assertThat(throttle.next(SENDER, phone(1), NOW)).isEqualTo(NOW);
    assertThat(throttle.next(SENDER, phone(2), NOW)).isEqualTo(NOW.plus(WAIT));
    assertThat(rows("throttled_phone")).isEqualTo(1);
    assertThat(rows("cooldown")).isEqualTo(1);
  }

  private void send(int phone) {
    throttle.decide(new Send(SENDER, phone(phone), "login", phone(0)), NOW);
  }

  private void forgetAt(Instant then) {
    memory.forgetLapsed(then, 100);
  }

  private static int rows(String table) {
    return database.sql("select count(*) from " + table).query(Integer.class).single();
  }

  private static void guess(KeyedDigest phone) {
    database
        .sql("select count_guess(:phone, :now, :most, :forgotten)::text")
        .param("phone", phone.bytes())
        .param("now", NOW.atOffset(ZoneOffset.UTC))
        .param("most", Guesses.MOST)
        .param("forgotten", NOW.minus(Guesses.KEPT).atOffset(ZoneOffset.UTC))
        .query(String.class)
        .single();
  }

  private static KeyedDigest phone(int which) {
    return new KeyedDigest("%064x".formatted(which));
  }
}
