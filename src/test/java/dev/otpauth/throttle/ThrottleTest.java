package dev.otpauth.throttle;

import static dev.otpauth.throttle.SampleSends.NOW;
import static dev.otpauth.throttle.SampleSends.SENDER;
import static dev.otpauth.throttle.SampleSends.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otpauth.ConcurrentCalls;
import dev.otpauth.TestDatabase;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The counters of the limits, shared by replicas. */
class ThrottleTest {

  private static final Duration WAIT = Duration.ofSeconds(542);
  private static final SendLimits ALL =
      SampleSends.limits(
          new Rate(5, Duration.ofHours(1)),
          new Rate(20, Duration.ofHours(1)),
          new Rate(7, Duration.ofDays(1)),
          9);

  private static final DataSource database = TestDatabase.freshDataSource();
  private static final JdbcClient statements = JdbcClient.create(database);

  private ThrottleStore store = new ThrottleStore(database, ALL);

  @BeforeAll
  static void migrate() {
    Flyway.configure().dataSource(database).load().migrate();
  }

  @BeforeEach
  void nothingInForce() {
    statements
        .sql("truncate throttled_phone, send_rate, send_budget, sending_stop, cooldown")
        .update();
  }

  @Test
  void whatIsSavedIsLoaded() {
    var rows = store.load(NOW, SampleSends.to(1));
    rows.take(SampleSends.to(1), NOW);
    rows.guessed(phone(1), NOW.plusSeconds(1));
    rows.coolDown(SENDER, phone(1), WAIT, NOW);
    store.save(rows);

    var loaded = store.load(NOW, SampleSends.to(1));
    assertThat(loaded.phone(phone(1)))
        .isEqualTo(new PhoneCounters(1, NOW, null, 1, NOW.plusSeconds(1)));
    assertThat(loaded.rates.rows())
        .hasSize(3)
        .containsExactlyInAnyOrderElementsOf(rows.rates.rows().toList());
    assertThat(loaded.budgets.get(BudgetKey.at("login", NOW))).isEqualTo(1);
    assertThat(loaded.cooldowns.get(Cooldown.Key.of(SENDER, phone(1))))
        .isEqualTo(new Cooldown(NOW.plus(WAIT)));
    assertThat(loaded.isStopped).isFalse();
    assertThat(store.load(NOW, SampleSends.to(2)).phone(phone(2))).isEqualTo(PhoneCounters.NONE);
  }

  @Test
  void rowsThatWereSavedAreSavedAgainWithoutLoading() {
    var rows = store.load(NOW, SampleSends.to(1));
    rows.take(SampleSends.to(1), NOW);
    store.save(rows);
    rows.giveBack(SampleSends.to(1), NOW);
    store.save(rows);
    assertThat(store.load(NOW, SampleSends.to(1)).phone(phone(1))).isEqualTo(PhoneCounters.NONE);
    assertThat(sentOn("2026-03-02")).isZero();
  }

  @Test
  void aSaveOfStaleRowsIsRefusedAndNothingOfItIsStored() {
    var stale = store.load(NOW, SampleSends.to(1), SampleSends.to(2));
    store.take(SampleSends.to(1), NOW);
    stale.take(SampleSends.to(2), NOW);
    assertThatThrownBy(() -> store.save(stale)).isInstanceOf(ConcurrencyFailureException.class);
    assertThat(store.load(NOW, SampleSends.to(2)).phone(phone(2))).isEqualTo(PhoneCounters.NONE);
    assertThat(sentOn("2026-03-02")).isEqualTo(1);

    var known = store.load(NOW, SampleSends.to(3));
    store.take(SampleSends.to(2), NOW);
    known.take(SampleSends.to(3), NOW);
    assertThatThrownBy(() -> store.save(known)).isInstanceOf(ConcurrencyFailureException.class);
    assertThat(sentOn("2026-03-02")).isEqualTo(2);
  }

  @Test
  void theKillSwitchIsSeen() {
    statements.sql("insert into sending_stop (reason) values ('toll fraud')").update();
    assertThat(store.take(SampleSends.to(1), NOW)).isEqualTo(new Decision.Stopped());
    statements.sql("delete from sending_stop").update();
    assertThat(store.take(SampleSends.to(1), NOW)).isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void theNextSendIsToldAndAskingCostsNothing() {
    assertThat(store.next(SampleSends.to(1), NOW)).isEqualTo(NOW);
    store.take(SampleSends.to(1), NOW);
    for (var i = 0; i < 5; i++) {
      assertThat(store.next(SampleSends.to(1), NOW)).isEqualTo(NOW.plusSeconds(60));
    }
    store.coolDown(SampleSends.to(1), WAIT, NOW);
    assertThat(store.next(SampleSends.to(1), NOW)).isEqualTo(NOW.plus(WAIT));
    var then = NOW.plus(WAIT);
    assertThat(store.next(SampleSends.to(1), then)).isEqualTo(then);
    assertThat(store.take(SampleSends.to(1), then)).isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void aSiteIsCountedWithItsNetworksAndGivenBackWithThem() {
    var hour = Duration.ofHours(1);
    store =
        new ThrottleStore(
            database, SampleSends.limits(new Rate(1, hour), Rate.OFF, Rate.OFF, null));
    for (var network = 0; network < 16; network++) {
      assertThat(store.take(fromSite(network), NOW)).isInstanceOf(Decision.Allowed.class);
    }
    assertThat(store.take(fromSite(16), NOW))
        .isEqualTo(new Decision.Delayed(NOW.plus(hour.dividedBy(16)), LimitedBy.CLIENT_IP));
    assertThat(counted("select count(*) from send_rate where scope = 'client_ip'")).isEqualTo(17);

    store.giveBack(fromSite(0), NOW, NOW);
    assertThat(store.take(fromSite(16), NOW)).isInstanceOf(Decision.Allowed.class);
    assertThat(store.take(fromSite(17), NOW)).isInstanceOf(Decision.Delayed.class);
  }

  /** To a number of its own. */
  private static Send fromSite(int network) {
    return new Send(SENDER, phone(network), "login", SampleSends.ofSite(network), null);
  }

  @Test
  void replicasDoNotPassALimitTogether() throws Exception {
    var decisions =
        ConcurrentCalls.make(
            IntStream.range(0, 40)
                .mapToObj(
                    i ->
                        (Callable<Decision>)
                            () ->
                                replica()
                                    .take(
                                        i % 2 == 0 ? SampleSends.to(i) : SampleSends.anonymous(i),
                                        NOW))
                .toList());
    assertThat(decisions).filteredOn(Decision.Allowed.class::isInstance).hasSize(7);
    assertThat(counted("select sum(sends) from throttled_phone")).isEqualTo(7);
    assertThat(sentOn("2026-03-02")).isEqualTo(7);
  }

  @Test
  void oneNumberGetsOneCodeHoweverManyAskAtOnce() throws Exception {
    var decisions =
        ConcurrentCalls.make(
            IntStream.range(0, 20)
                .mapToObj(_ -> (Callable<Decision>) () -> replica().take(SampleSends.to(1), NOW))
                .toList());
    assertThat(decisions).filteredOn(Decision.Allowed.class::isInstance).hasSize(1);
  }

  /** With connections of the shared pool, as each replica has its own. */
  private static ThrottleStore replica() {
    return new ThrottleStore(database, ALL);
  }

  private static int sentOn(String day) {
    return statements
        .sql("select coalesce(sum(sends), 0) from send_budget where day = cast(:day as date)")
        .param("day", day)
        .query(Integer.class)
        .single();
  }

  private static int counted(String sql) {
    return statements.sql(sql).query(Integer.class).single();
  }
}
