package dev.otpauth.throttle;

import static dev.otpauth.throttle.SampleSends.NOW;
import static dev.otpauth.throttle.SampleSends.SENDER;
import static dev.otpauth.throttle.SampleSends.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Cooldowns of the provider, shared by replicas. */
class CooldownsTest {

  private static final String OTHER_SENDER = "+628001234568";
  private static final Duration WAIT = Duration.ofSeconds(542);

  private static final DataSource database = TestDatabase.freshDataSource();
  private final ThrottleStore store = new ThrottleStore(database, SampleSends.paceAlone());

  @BeforeAll
  static void migrate() {
    Flyway.configure().dataSource(database).load().migrate();
  }

  @BeforeEach
  void nothingInForce() {
    JdbcClient.create(database).sql("truncate cooldown").update();
  }

  @Test
  void waitingExactlyThatLongSuffices() {
    toldToWait(1, WAIT, NOW);
    assertThat(remaining(SENDER, 1, NOW)).contains(WAIT);
    assertThat(remaining(SENDER, 1, NOW.plus(WAIT).minusMillis(1))).contains(Duration.ofMillis(1));
    assertThat(remaining(SENDER, 1, NOW.plus(WAIT))).isEmpty();
  }

  @Test
  void otherNumbersNeedNotWait() {
    toldToWait(1, WAIT, NOW);
    assertThat(remaining(SENDER, 2, NOW)).isEmpty();
  }

  @Test
  void theNumberHasToWaitForOtherSendersToo() {
    toldToWait(1, WAIT, NOW);
    assertThat(remaining(OTHER_SENDER, 1, NOW)).contains(WAIT);
  }

  @Test
  void aShorterWordDoesNotShortenALongerOne() {
    toldToWait(1, WAIT, NOW);
    toldToWait(1, Duration.ofSeconds(5), NOW.plusSeconds(1));
    assertThat(remaining(SENDER, 1, NOW)).contains(WAIT);
  }

  /** What a replica has found out holds for all. */
  @Test
  void aSenderThatIsThrottledAsAWholePauses() {
    for (var i = 0; i < ThrottledShare.MIN_SENDS; i++) {
      store.throttled.count(SENDER, true, NOW);
    }
    toldToWait(98, WAIT, NOW);
    assertThat(remaining(SENDER, 99, NOW)).contains(Cooldown.LONGEST_PAUSE);
    assertThat(remaining(OTHER_SENDER, 99, NOW)).isEmpty();
    assertThat(remaining(SENDER, 99, NOW.plus(Cooldown.LONGEST_PAUSE))).isEmpty();
  }

  @Test
  void aSenderPausesNoLongerThanItsNumbers() {
    for (var i = 0; i < ThrottledShare.MIN_SENDS; i++) {
      store.throttled.count(SENDER, true, NOW);
    }
    toldToWait(98, Duration.ofSeconds(3), NOW);
    assertThat(remaining(SENDER, 99, NOW)).contains(Duration.ofSeconds(3));
  }

  private void toldToWait(int phone, Duration wait, Instant now) {
    store.coolDown(SampleSends.to(phone), wait, now);
  }

  /** What a replica that knows nothing but the database says. */
  private static Optional<Duration> remaining(String sender, int phone, Instant now) {
    var next =
        new ThrottleStore(database, SampleSends.paceAlone())
            .next(new Send(sender, phone(phone), "login", null, null), now);
    return next.isAfter(now) ? Optional.of(Duration.between(now, next)) : Optional.empty();
  }
}
