package dev.otpauth.throttle;

import static dev.otpauth.throttle.SampleSends.NOW;
import static dev.otpauth.throttle.SampleSends.SENDER;
import static dev.otpauth.throttle.SampleSends.address;
import static dev.otpauth.throttle.SampleSends.phone;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Consecutive decisions on the same rows. */
class ThrottleRowsTest {

  private static final Instant MIDNIGHT = Instant.parse("2026-03-03T00:00:00Z");
  private static final Duration WAIT = Duration.ofSeconds(542);

  private ThrottleRows rows = SampleSends.noRows();

  @Test
  void otherNumbersNeedNotWait() {
    allowed(SampleSends.to(1), NOW);
    allowed(SampleSends.to(2), NOW);
    delayed(NOW.plusSeconds(60), LimitedBy.PHONE, SampleSends.to(1), NOW);
  }

  @Test
  void otherAddressesAndNoneAreNotBoundedByOne() {
    rows = with(new Rate(3, Duration.ofSeconds(30)), Rate.OFF, Rate.OFF);
    allowed(SampleSends.to(1), NOW);
    allowed(SampleSends.to(2), NOW);
    allowed(SampleSends.to(3), NOW);
    delayed(NOW.plusSeconds(10), LimitedBy.CLIENT_IP, SampleSends.to(4), NOW);
    allowed(SampleSends.anonymous(5), NOW);
    allowed(new Send(SENDER, phone(6), "login", address(2), null), NOW);
  }

  @Test
  void callersAndAllOfThemTogetherAreBounded() {
    rows = with(Rate.OFF, new Rate(2, Duration.ofMinutes(1)), new Rate(3, Duration.ofHours(1)));
    allowed(SampleSends.to(1), NOW);
    allowed(SampleSends.to(2), NOW);
    delayed(NOW.plusSeconds(30), LimitedBy.CALLER, SampleSends.to(3), NOW);
    allowed(signup(3), NOW);
    delayed(NOW.plusSeconds(1200), LimitedBy.GLOBAL, signup(4), NOW);
  }

  @Test
  void aRefusedSendCostsNothing() {
    rows = withBudget(new Rate(2, Duration.ofHours(1)), 3);
    allowed(SampleSends.to(1), NOW);
    for (var i = 0; i < 10; i++) {
      delayed(NOW.plusSeconds(60), LimitedBy.PHONE, SampleSends.to(1), NOW);
    }
    allowed(SampleSends.to(2), NOW);
    delayed(NOW.plusSeconds(1800), LimitedBy.CLIENT_IP, SampleSends.to(3), NOW);
    allowed(SampleSends.anonymous(3), NOW);
  }

  @Test
  void aCallersDayIsBoundedAndBeginsAtMidnightUtc() {
    rows = withBudget(Rate.OFF, 2);
    allowed(SampleSends.to(1), NOW);
    allowed(SampleSends.to(2), NOW);
    delayed(MIDNIGHT, LimitedBy.CALLER, SampleSends.to(3), NOW);
    allowed(signup(3), NOW);
    delayed(MIDNIGHT, LimitedBy.CALLER, SampleSends.to(4), MIDNIGHT.minusSeconds(1));
    allowed(SampleSends.to(3), MIDNIGHT);
  }

  @Test
  void whatIsGivenBackIsThereForTheNext() {
    rows = withBudget(new Rate(2, Duration.ofHours(1)), 2);
    allowed(SampleSends.to(1), NOW);
    var later = NOW.plusSeconds(60);
    allowed(SampleSends.to(1), later);
    rows.giveBack(SampleSends.to(1), later);
    allowed(SampleSends.to(1), later);
    delayed(MIDNIGHT, LimitedBy.CALLER, SampleSends.to(2), later);
    var other = new Send(SENDER, phone(2), "signup", address(1), null);
    delayed(NOW.plusSeconds(1800), LimitedBy.CLIENT_IP, other, later);
  }

  @Test
  void aSendIsGivenBackToTheDayItWasTakenFrom() {
    rows = withBudget(Rate.OFF, 2);
    var before = MIDNIGHT.minusMillis(1);
    allowed(SampleSends.to(1), before);
    allowed(SampleSends.to(2), MIDNIGHT);
    allowed(SampleSends.to(3), MIDNIGHT);
    rows.giveBack(SampleSends.to(1), before);
    delayed(MIDNIGHT.plus(Duration.ofDays(1)), LimitedBy.CALLER, SampleSends.to(4), MIDNIGHT);
    assertThat(rows.budgets.get(BudgetKey.at("login", before))).isZero();
    assertThat(rows.budgets.get(BudgetKey.at("login", MIDNIGHT))).isEqualTo(2);
  }

  @Test
  void aNumberThatWasToldToWaitWaitsForEverySender() {
    rows.coolDown(SENDER, phone(1), WAIT, NOW);
    delayed(NOW.plus(WAIT), LimitedBy.PROVIDER, SampleSends.to(1), NOW);
    assertThat(rows.next("login", "+628001234568", phone(1), false, NOW)).isEqualTo(NOW.plus(WAIT));
    allowed(SampleSends.to(2), NOW);
    allowed(SampleSends.to(1), NOW.plus(WAIT));
  }

  @Test
  void aSenderOfWhichMuchIsThrottledPauses() {
    var throttled = new ThrottledShare();
    rows = new ThrottleRows(SampleSends.paceAlone(), throttled);
    for (var i = 1; i < ThrottledShare.MIN_SENDS; i++) {
      throttled.count(SENDER, true, NOW);
    }
    rows.coolDown(SENDER, phone(1), WAIT, NOW);
    allowed(SampleSends.to(2), NOW);
    throttled.count(SENDER, true, NOW);
    rows.coolDown(SENDER, phone(3), WAIT, NOW);
    var paused = NOW.plus(Cooldown.LONGEST_PAUSE);
    delayed(paused, LimitedBy.PROVIDER, SampleSends.to(4), NOW);
    allowed(new Send("+628001234568", phone(4), "login", null, null), NOW);
    allowed(SampleSends.to(5), paused);
  }

  @Test
  void theKillSwitchStopsEverything() {
    rows = SampleSends.stoppedRows();
    assertThat(rows.take(SampleSends.to(1), NOW)).isEqualTo(new Decision.Stopped());
    assertThat(rows.phone(phone(1))).isEqualTo(PhoneCounters.NONE);
  }

  @Test
  void callsThatChangeOneRowCollide() {
    allowed(SampleSends.to(1), NOW);
    var same = SampleSends.noRows();
    same.guessed(phone(1), NOW);
    var other = SampleSends.noRows();
    other.guessed(phone(2), NOW);
    assertThat(rows.collidesWith(same)).isTrue();
    assertThat(rows.collidesWith(other)).isFalse();
    rows.addChanges(other);
    assertThat(rows.phone(phone(2)).guesses()).isEqualTo(1);
  }

  private void allowed(Send send, Instant now) {
    assertThat(rows.take(send, now)).isInstanceOf(Decision.Allowed.class);
  }

  private void delayed(Instant until, LimitedBy by, Send send, Instant now) {
    assertThat(rows.take(send, now)).isEqualTo(new Decision.Delayed(until, by));
  }

  private static Send signup(int phone) {
    return new Send(SENDER, phone(phone), "signup", null, null);
  }

  private static ThrottleRows with(Rate clientIp, Rate caller, Rate global) {
    return new ThrottleRows(
        SampleSends.limits(clientIp, caller, global, null), new ThrottledShare());
  }

  private static ThrottleRows withBudget(Rate clientIp, int budget) {
    return new ThrottleRows(
        SampleSends.limits(clientIp, Rate.OFF, Rate.OFF, budget), new ThrottledShare());
  }
}
