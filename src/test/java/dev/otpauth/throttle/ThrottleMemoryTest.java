package dev.otpauth.throttle;

import static dev.otpauth.throttle.SampleSends.NOW;
import static dev.otpauth.throttle.SampleSends.WINDOW;
import static dev.otpauth.throttle.SampleSends.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otpauth.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deletion of counters: by erasure and after they have lapsed. */
class ThrottleMemoryTest {

  private static final Duration WAIT = Duration.ofSeconds(542);
  private static final ThrottleProperties LIMITS =
      SampleSends.properties(new Rate(3, Duration.ofSeconds(30)), Rate.OFF, Rate.OFF, 10);

  private static final DataSource database = TestDatabase.freshDataSource();
  private static final JdbcClient statements = JdbcClient.create(database);
  private final ThrottleStore store =
      new ThrottleStore(database, new SendLimits(LIMITS, CallerLimits.NONE));
  private final ThrottleMemory memory = new ThrottleMemory(statements, LIMITS);

  @BeforeAll
  static void migrate() {
    Flyway.configure().dataSource(database).load().migrate();
  }

  @BeforeEach
  void nothingInForce() {
    statements.sql("truncate throttled_phone, send_rate, send_budget, cooldown").update();
  }

  @Test
  void whatIsIdleIsForgotten() {
    store.take(SampleSends.to(1), NOW);
    store.guess(SampleSends.to(2), NOW);
    forgetAt(NOW.plusSeconds(5));
    assertThat(rows("throttled_phone")).isEqualTo(2);
    assertThat(rows("send_rate")).isEqualTo(1);

    forgetAt(NOW.plus(WINDOW).plusSeconds(1));
    assertThat(rows("throttled_phone")).as("guesses are kept longer").isEqualTo(1);
    assertThat(rows("send_rate")).isZero();
    assertThat(rows("send_budget")).as("it is still that day").isEqualTo(1);

    forgetAt(NOW.plus(SampleSends.REST).plusSeconds(1));
    assertThat(rows("throttled_phone")).isZero();
    assertThat(rows("send_budget")).isZero();
  }

  @Test
  void aNumberThatNothingWasSentToIsForgottenAtOnce() {
    store.take(SampleSends.to(1), NOW);
    store.take(SampleSends.to(2), NOW);
    store.giveBack(SampleSends.to(2), NOW, NOW);
    assertThat(rows("throttled_phone")).isEqualTo(2);
    forgetAt(NOW);
    assertThat(rows("throttled_phone")).isEqualTo(1);
  }

  @Test
  void aNumberThatIsRefusedACodeIsNotRemembered() {
    for (var phone = 1; phone <= 4; phone++) {
      store.take(SampleSends.to(phone), NOW);
    }
    assertThat(rows("throttled_phone")).as("the fourth was refused for its address").isEqualTo(3);
  }

  @Test
  void aLapsedCooldownIsForgotten() {
    store.coolDown(SampleSends.to(1), Duration.ofSeconds(1), NOW);
    store.coolDown(SampleSends.to(2), WAIT, NOW);
    forgetAt(NOW.plusSeconds(1));
    assertThat(rows("cooldown")).isEqualTo(2);
    forgetAt(NOW.plusSeconds(2));
    assertThat(rows("cooldown")).isEqualTo(1);
    assertThat(store.next(SampleSends.to(2), NOW)).isEqualTo(NOW.plus(WAIT));
  }

  @Test
  void atMostSoManyAreForgottenAtATime() {
    for (var phone = 1; phone <= 5; phone++) {
      store.coolDown(SampleSends.to(phone), Duration.ofSeconds(1), NOW);
    }
    var later = NOW.plus(WINDOW);
    assertThat(memory.forgetLapsed(later, 3)).isEqualTo(3);
    assertThat(memory.forgetLapsed(later, 3)).isEqualTo(2);
    assertThat(memory.forgetLapsed(later, 3)).isZero();
  }

  @Test
  void anErasedNumberIsAsIfNeverSeen() {
    store.take(SampleSends.to(1), NOW);
    store.guess(SampleSends.to(1), NOW);
    store.coolDown(SampleSends.to(1), WAIT, NOW);
    store.take(SampleSends.to(2), NOW);
    store.coolDown(SampleSends.to(2), WAIT, NOW);
    memory.forget(phone(1));
    assertThat(store.next(SampleSends.to(1), NOW)).isEqualTo(NOW);
    assertThat(store.next(SampleSends.to(2), NOW)).isEqualTo(NOW.plus(WAIT));
    assertThat(rows("throttled_phone")).isEqualTo(1);
    assertThat(rows("cooldown")).isEqualTo(1);
  }

  /** Its row is gone, though a call that saw it is not over: the call finds out. */
  @Test
  void aCallThatSawAnErasedNumberDoesNotSaveItAgain() {
    store.take(SampleSends.to(1), NOW);
    var seen = store.load(NOW, SampleSends.to(1));
    memory.forget(phone(1));
    seen.guessed(phone(1), NOW);
    assertThatThrownBy(() -> store.save(seen)).isInstanceOf(ConcurrencyFailureException.class);
    assertThat(rows("throttled_phone")).isZero();
  }

  private void forgetAt(Instant then) {
    memory.forgetLapsed(then, 100);
  }

  private static int rows(String table) {
    return statements.sql("select count(*) from " + table).query(Integer.class).single();
  }
}
