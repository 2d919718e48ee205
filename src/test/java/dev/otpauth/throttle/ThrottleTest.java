package dev.otpauth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.TestDatabase;
import dev.otpauth.phone.KeyedDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ThrottleTest {

  private static final Instant NOW = Instant.parse("2026-03-02T03:25:00Z");
  private static final String SENDER = "+628001234567";
  private static final Duration WINDOW = Duration.ofHours(12);
  private static final List<Duration> DELAYS =
      List.of(Duration.ofSeconds(60), Duration.ofMinutes(2));

  private static DataSource database;
  private Throttle throttle = with(Rate.OFF, Rate.OFF, Rate.OFF, null);
  private Instant now = NOW;

  @BeforeAll
  static void migrate() {
    database = TestDatabase.freshDataSource();
    Flyway.configure().dataSource(database).load().migrate();
  }

  @BeforeEach
  void nothingInForce() {
    JdbcClient.create(database)
        .sql("truncate throttled_phone, send_rate, send_budget, sending_stop, cooldown")
        .update();
  }

  @Test
  void eachSendWaitsForTheDelayOfTheOneBefore() {
    allowed(send(1));
    delayedFor(60, LimitedBy.PHONE, send(1));
    now = now.plusMillis(59_999);
    delayedUntil(NOW.plusSeconds(60), LimitedBy.PHONE, send(1));
    now = NOW.plusSeconds(60);
    allowed(send(1));
    delayedFor(120, LimitedBy.PHONE, send(1));
  }

  @Test
  void afterTheLastDelayTheNumberHasToBeQuietForTheWindow() {
    allowed(send(1));
    pass(60);
    allowed(send(1));
    pass(120);
    allowed(send(1));
    var last = now;
    delayedUntil(last.plus(WINDOW), LimitedBy.PHONE, send(1));
    now = last.plus(WINDOW).minusMillis(1);
    delayedUntil(last.plus(WINDOW), LimitedBy.PHONE, send(1));
    now = last.plus(WINDOW);
    allowed(send(1));
    delayedFor(60, LimitedBy.PHONE, send(1));
  }

  @Test
  void aNumberThatWasQuietForTheWindowStartsAfresh() {
    allowed(send(1));
    pass(60);
    allowed(send(1));
    now = now.plus(WINDOW);
    allowed(send(1));
    delayedFor(60, LimitedBy.PHONE, send(1));
  }

  @Test
  void otherNumbersNeedNotWait() {
    allowed(send(1));
    allowed(send(2));
  }

  @Test
  void theNextSendIsToldAndAskingCostsNothing() {
    assertThat(next(1)).isEqualTo(now);
    assertThat(allowed(send(1)).next()).isEqualTo(now.plusSeconds(60));
    for (var i = 0; i < 5; i++) {
      assertThat(next(1)).isEqualTo(NOW.plusSeconds(60));
    }
    pass(60);
    assertThat(next(1)).isEqualTo(now);
    allowed(send(1));
  }

  @Test
  void theProvidersWordCountsWithOurs() {
    new Cooldowns(JdbcClient.create(database))
        .remember(SENDER, phone(1), Duration.ofSeconds(542), now);
    delayedFor(542, LimitedBy.PROVIDER, send(1));
    assertThat(next(1)).isEqualTo(now.plusSeconds(542));
    pass(542);
    allowed(send(1));
  }

  @Test
  void theLongestWaitIsTold() {
    throttle = with(new Rate(1, Duration.ofMinutes(10)), Rate.OFF, Rate.OFF, null);
    allowed(send(1));
    delayedFor(600, LimitedBy.CLIENT_IP, send(1));
    pass(599);
    delayedFor(1, LimitedBy.CLIENT_IP, send(1));
    pass(1);
    allowed(send(1));
  }

  @Test
  void anAddressHasSoManyAtOnceAndGetsThemBackEvenly() {
    throttle = with(new Rate(3, Duration.ofSeconds(30)), Rate.OFF, Rate.OFF, null);
    allowed(send(1));
    allowed(send(2));
    allowed(send(3));
    delayedFor(10, LimitedBy.CLIENT_IP, send(4));
    allowed(new Send(SENDER, phone(5), "login", null));
    allowed(new Send(SENDER, phone(6), "login", address(2)));
    now = now.plusMillis(9_999);
    delayedUntil(NOW.plusSeconds(10), LimitedBy.CLIENT_IP, send(4));
    now = NOW.plusSeconds(10);
    allowed(send(4));
    delayedFor(10, LimitedBy.CLIENT_IP, send(7));
  }

  @Test
  void aRateThatDoesNotDivideEvenlyIsStillExact() {
    throttle = with(new Rate(7, Duration.ofSeconds(1)), Rate.OFF, Rate.OFF, null);
    for (var i = 0; i < 7; i++) {
      allowed(send(i));
    }
    now = delayed(send(8)).until();
    allowed(send(8));
    delayed(send(9));
  }

  @Test
  void callersAndAllOfThemTogetherAreBounded() {
    throttle =
        with(Rate.OFF, new Rate(2, Duration.ofMinutes(1)), new Rate(3, Duration.ofHours(1)), null);
    allowed(send(1));
    allowed(send(2));
    delayedFor(30, LimitedBy.CALLER, send(3));
    allowed(new Send(SENDER, phone(3), "signup", null));
    delayedFor(1200, LimitedBy.GLOBAL, new Send(SENDER, phone(4), "signup", null));
  }

  @Test
  void aRefusedSendCostsNothing() {
    throttle = with(new Rate(2, Duration.ofHours(1)), Rate.OFF, Rate.OFF, 3);
    allowed(send(1));
    for (var i = 0; i < 10; i++) {
      delayedFor(60, LimitedBy.PHONE, send(1));
    }
    allowed(send(2));
    delayed(send(3));
    allowed(new Send(SENDER, phone(3), "login", null));
  }

  @Test
  void aCallersDayIsBoundedAndBeginsAtMidnightUtc() {
    throttle = with(Rate.OFF, Rate.OFF, Rate.OFF, 2);
    allowed(send(1));
    allowed(send(2));
    delayedUntil(Instant.parse("2026-03-03T00:00:00Z"), LimitedBy.CALLER, send(3));
    allowed(new Send(SENDER, phone(3), "signup", null));
    now = Instant.parse("2026-03-02T23:59:59Z");
    delayedFor(1, LimitedBy.CALLER, send(3));
    now = Instant.parse("2026-03-03T00:00:00Z");
    allowed(send(3));
  }

  @Test
  void whatIsGivenBackWasNeverTaken() {
    throttle = with(new Rate(2, Duration.ofHours(1)), Rate.OFF, Rate.OFF, 2);
    allowed(send(1));
    pass(60);
    allowed(send(1));
    throttle.giveBack(send(1), now);
    allowed(send(1));
    delayedUntil(Instant.parse("2026-03-03T00:00:00Z"), LimitedBy.CALLER, send(2));
    delayedFor(1740, LimitedBy.CLIENT_IP, new Send(SENDER, phone(2), "signup", address(1)));
  }

  @Test
  void theKillSwitchStopsEverything() {
    var switches = JdbcClient.create(database);
    switches.sql("insert into sending_stop (reason) values ('toll fraud')").update();
    assertThat(throttle.decide(send(1), now)).isInstanceOf(Decision.Stopped.class);
    switches.sql("delete from sending_stop").update();
    allowed(send(1));
  }

  @Test
  void replicasDoNotPassALimitTogether() throws Exception {
    throttle = with(new Rate(5, Duration.ofHours(1)), Rate.OFF, new Rate(7, Duration.ofDays(1)), 9);
    var sends =
        IntStream.range(0, 40)
            .<Callable<Decision>>mapToObj(
                i -> () -> throttle.decide(i % 2 == 0 ? send(i) : anonymous(i), now))
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var decisions = threads.invokeAll(sends).stream().map(it -> it.resultNow()).toList();
      assertThat(decisions).filteredOn(Decision.Allowed.class::isInstance).hasSize(7);
    }
    assertThat(counted("select sum(sends) from throttled_phone")).isEqualTo(7);
    assertThat(counted("select sum(sends) from send_budget")).isEqualTo(7);
  }

  @Test
  void oneNumberGetsOneCodeHoweverManyAskAtOnce() throws Exception {
    var sends =
        IntStream.range(0, 20)
            .<Callable<Decision>>mapToObj(_ -> () -> throttle.decide(send(1), now))
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var decisions = threads.invokeAll(sends).stream().map(it -> it.resultNow()).toList();
      assertThat(decisions).filteredOn(Decision.Allowed.class::isInstance).hasSize(1);
    }
  }

  private int counted(String sql) {
    return JdbcClient.create(database).sql(sql).query(Integer.class).single();
  }

  private void pass(long seconds) {
    now = now.plusSeconds(seconds);
  }

  private Decision.Allowed allowed(Send send) {
    var decision = throttle.decide(send, now);
    assertThat(decision).isInstanceOf(Decision.Allowed.class);
    return (Decision.Allowed) decision;
  }

  private Decision.Delayed delayed(Send send) {
    var decision = throttle.decide(send, now);
    assertThat(decision).isInstanceOf(Decision.Delayed.class);
    return (Decision.Delayed) decision;
  }

  private void delayedFor(long seconds, LimitedBy by, Send send) {
    delayedUntil(now.plusSeconds(seconds), by, send);
  }

  private void delayedUntil(Instant until, LimitedBy by, Send send) {
    assertThat(throttle.decide(send, now)).isEqualTo(new Decision.Delayed(until, by));
  }

  private Instant next(int phone) {
    return throttle.next(SENDER, phone(phone), now);
  }

  private static Throttle with(Rate clientIp, Rate caller, Rate global, @Nullable Integer budget) {
    return new Throttle(
        JdbcClient.create(database),
        new ThrottleProperties(DELAYS, WINDOW, clientIp, caller, global, budget));
  }

  private static Send send(int phone) {
    return new Send(SENDER, phone(phone), "login", address(1));
  }

  private static Send anonymous(int phone) {
    return new Send(SENDER, phone(phone), "login", null);
  }

  private static KeyedDigest phone(int which) {
    return new KeyedDigest("%064x".formatted(which));
  }

  private static KeyedDigest address(int which) {
    return new KeyedDigest("%064x".formatted(1_000_000 + which));
  }
}
