package dev.otpauth.throttle;

import static dev.otpauth.throttle.SampleSends.NOW;
import static dev.otpauth.throttle.SampleSends.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decisions of every limit. */
class SendLimitsTest {

  private static final Send SEND = SampleSends.to(1);
  private static final Instant MIDNIGHT = Instant.parse("2026-03-03T00:00:00Z");

  private SendLimits limits = SampleSends.paceAlone();
  private SendCounters counters = SendCounters.NONE;
  private Instant now = NOW;

  @Test
  void eachSendWaitsForTheDelayOfTheOneBefore() {
    allowed();
    delayedFor(60, LimitedBy.PHONE);
    now = now.plusMillis(59_999);
    delayedUntil(NOW.plusSeconds(60), LimitedBy.PHONE);
    now = NOW.plusSeconds(60);
    allowed();
    delayedFor(120, LimitedBy.PHONE);
  }

  @Test
  void afterTheLastDelayTheNumberHasToBeQuietForTheWindow() {
    allowed();
    pass(60);
    allowed();
    pass(120);
    allowed();
    var last = now;
    delayedUntil(last.plus(WINDOW), LimitedBy.PHONE);
    now = last.plus(WINDOW).minusMillis(1);
    delayedUntil(last.plus(WINDOW), LimitedBy.PHONE);
    now = last.plus(WINDOW);
    allowed();
    delayedFor(60, LimitedBy.PHONE);
  }

  @Test
  void aNumberThatWasQuietForTheWindowStartsAfresh() {
    allowed();
    pass(60);
    allowed();
    now = now.plus(WINDOW);
    allowed();
    delayedFor(60, LimitedBy.PHONE);
  }

  @Test
  void theNextSendIsToldAndAskingCostsNothing() {
    assertThat(next()).isEqualTo(now);
    assertThat(allowed().next()).isEqualTo(now.plusSeconds(60));
    for (var i = 0; i < 5; i++) {
      assertThat(next()).isEqualTo(NOW.plusSeconds(60));
    }
    pass(60);
    assertThat(next()).isEqualTo(now);
    allowed();
  }

  @Test
  void theProvidersWordCountsWithOurs() {
    counters = coolingDown(NOW.plusSeconds(542));
    delayedFor(542, LimitedBy.PROVIDER);
    assertThat(next()).isEqualTo(now.plusSeconds(542));
    pass(542);
    assertThat(allowed().next()).isEqualTo(now.plusSeconds(60));
  }

  @Test
  void theLongestWaitIsTold() {
    limits = withAddresses(new Rate(1, Duration.ofMinutes(10)));
    allowed();
    delayedFor(600, LimitedBy.CLIENT_IP);
    pass(599);
    delayedFor(1, LimitedBy.CLIENT_IP);
    pass(1);
    allowed();
  }

  @Test
  void ofTwoEqualWaitsTheProvidersIsTold() {
    allowed();
    counters = coolingDown(NOW.plusSeconds(60));
    delayedFor(60, LimitedBy.PROVIDER);
    counters = coolingDown(NOW.plusSeconds(59));
    delayedFor(60, LimitedBy.PHONE);
  }

  @Test
  void anAddressHasSoManyAtOnceAndGetsThemBackEvenly() {
    limits = withAddresses(new Rate(3, Duration.ofSeconds(30)));
    allowedToOthers(3);
    delayedFor(10, LimitedBy.CLIENT_IP);
    now = now.plusMillis(9_999);
    delayedUntil(NOW.plusSeconds(10), LimitedBy.CLIENT_IP);
    now = NOW.plusSeconds(10);
    allowedToOthers(1);
    delayedFor(10, LimitedBy.CLIENT_IP);
  }

  @Test
  void aRateThatDoesNotDivideEvenlyIsStillExact() {
    limits = withAddresses(new Rate(7, Duration.ofSeconds(1)));
    allowedToOthers(7);
    now = delayed().until();
    assertThat(now).isAfter(NOW).isBefore(NOW.plusSeconds(1));
    allowedToOthers(1);
    delayed();
  }

  @Test
  void whatIsNotUsedUpIsNotSavedBeyondTheCount() {
    limits = withAddresses(new Rate(3, Duration.ofSeconds(30)));
    allowedToOthers(1);
    pass(3_600);
    allowedToOthers(3);
    delayedFor(10, LimitedBy.CLIENT_IP);
  }

  @Test
  void ofAHolderOfManyNetworksAllTogetherAreBounded() {
    limits = withAddresses(new Rate(2, Duration.ofHours(1)));
    for (var network = 0; network < 32; network++) {
      assertThat(decisionFrom(SampleSends.ofSite(network))).isInstanceOf(Decision.Allowed.class);
    }
    var wait = Duration.ofHours(1).dividedBy(32);
    assertThat(decisionFrom(SampleSends.ofSite(32)))
        .isEqualTo(new Decision.Delayed(NOW.plus(wait), LimitedBy.CLIENT_IP));
    assertThat(decisionFrom(SampleSends.ofSite(2, 0))).isInstanceOf(Decision.Allowed.class);
    assertThat(decisionFrom(SampleSends.address(1))).isInstanceOf(Decision.Allowed.class);
    pass(wait.toSeconds() + 1);
    assertThat(decisionFrom(SampleSends.ofSite(33))).isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void oneNetworkOfASiteIsBoundedAsBefore() {
    limits = withAddresses(new Rate(2, Duration.ofHours(1)));
    decisionFrom(SampleSends.ofSite(1));
    decisionFrom(SampleSends.ofSite(1));
    assertThat(decisionFrom(SampleSends.ofSite(1)))
        .isEqualTo(new Decision.Delayed(NOW.plusSeconds(1800), LimitedBy.CLIENT_IP));
  }

  @Test
  void whatIsGivenBackIsGivenBackToTheSiteAsWell() {
    limits = withAddresses(new Rate(1, Duration.ofHours(1)));
    for (var network = 0; network < 16; network++) {
      decisionFrom(SampleSends.ofSite(network));
    }
    assertThat(decisionFrom(SampleSends.ofSite(16))).isInstanceOf(Decision.Delayed.class);
    counters = limits.givenBack(from(SampleSends.ofSite(0)), counters, now);
    assertThat(decisionFrom(SampleSends.ofSite(0))).isInstanceOf(Decision.Allowed.class);
    counters = limits.givenBack(from(SampleSends.ofSite(0)), counters, now);
    assertThat(decisionFrom(SampleSends.ofSite(16))).isInstanceOf(Decision.Allowed.class);
    assertThat(decisionFrom(SampleSends.ofSite(17))).isInstanceOf(Decision.Delayed.class);
  }

  @ParameterizedTest
  @CsvSource({"1, PT1H, 16", "250000, PT1S, 1000000", "999999999, PT1H, 2147483647", "0, PT0S, 0"})
  void aSitesRateIsNeverMoreThanOnePerMicrosecond(int count, Duration period, int ofSite) {
    assertThat(new Rate(count, period).times(16)).isEqualTo(new Rate(ofSite, period));
  }

  @Test
  void aSendCountsAgainstTheRatesThatAreOnAndOfAnAddressThatIsKnown() {
    var rate = new Rate(1, Duration.ofSeconds(1));
    limits = SampleSends.limits(rate, rate, rate, null);
    assertThat(limits.rates("login", SampleSends.address(1), null).keySet())
        .extracting(RateKey::by)
        .containsExactly(LimitedBy.CALLER, LimitedBy.CLIENT_IP, LimitedBy.GLOBAL);
    assertThat(limits.rates("login", null, null).keySet())
        .extracting(RateKey::by)
        .containsExactly(LimitedBy.CALLER, LimitedBy.GLOBAL);
    assertThat(SampleSends.paceAlone().rates("login", SampleSends.address(1), null)).isEmpty();
  }

  @Test
  void aCallersDayIsBoundedAndEndsAtMidnightUtc() {
    limits = SampleSends.limits(Rate.OFF, Rate.OFF, Rate.OFF, 2);
    allowedToOthers(2);
    delayedUntil(MIDNIGHT, LimitedBy.CALLER);
    now = MIDNIGHT.minusSeconds(1);
    delayedFor(1, LimitedBy.CALLER);
  }

  @Test
  void whereThereIsNoBudgetNoDayIsBounded() {
    allowedToOthers(1_000);
    assertThat(limits.hasBudget("login")).isFalse();
  }

  @Test
  void afterARightCodeTheNextOneWaitsForWhatsAppAlone() {
    for (var i = 0; i < 20; i++) {
      allowed();
      counters = of(false, null, counters.phone().guessedRight());
      delayedFor(6, LimitedBy.PHONE);
      pass(6);
    }
    allowed();
    delayedFor(60, LimitedBy.PHONE);
  }

  @Test
  void aCallersOwnPaceAndBudgetHoldInPlaceOfTheCommonOnes() {
    var own = new CallerLimits.Client("login", List.of(Duration.ofSeconds(90)), 2);
    limits =
        new SendLimits(
            SampleSends.properties(Rate.OFF, Rate.OFF, Rate.OFF, 1),
            new CallerLimits(List.of(own)));
    allowed();
    delayedFor(90, LimitedBy.PHONE);
    assertThat(limits.next("signup", null, counters.phone(), false, now))
        .isEqualTo(now.plusSeconds(60));
    pass(90);
    allowed();
    pass(SampleSends.WINDOW.toSeconds());
    assertThat(delayed().by()).isEqualTo(LimitedBy.CALLER);
  }

  @Test
  void aCallerMayHaveNothingOfItsOwn() {
    var other = new CallerLimits.Client("signup", List.of(), null);
    var callers = new CallerLimits(List.of(other));
    limits = new SendLimits(SampleSends.properties(Rate.OFF, Rate.OFF, Rate.OFF, null), callers);
    allowed();
    delayedFor(60, LimitedBy.PHONE);
    assertThat(limits.hasBudget("signup")).isFalse();
  }

  @Test
  void aNumberThatRestsGetsNoCode() {
    var rested = NOW.plus(SampleSends.REST);
    counters = of(false, null, guessedTooOften());
    assertThat(decision()).isEqualTo(new Decision.Resting(rested));
    assertThat(next()).isEqualTo(rested);
    counters = of(false, rested.plusSeconds(1), guessedTooOften());
    delayedUntil(rested.plusSeconds(1), LimitedBy.PROVIDER);
    counters = of(false, null, guessedTooOften());
    now = rested;
    allowed();
  }

  @Test
  void theKillSwitchStopsEverything() {
    counters = of(true, NOW.plusSeconds(542), guessedTooOften());
    assertThat(decision()).isEqualTo(new Decision.Stopped());
    counters = of(false, null, PhoneCounters.NONE);
    allowed();
  }

  @Test
  void whatIsGivenBackWasNeverTaken() {
    limits = SampleSends.limits(new Rate(2, Duration.ofHours(1)), Rate.OFF, Rate.OFF, 2);
    var one = allowed().counters();
    pass(60);
    allowed();
    counters = limits.givenBack(SEND, counters, now);
    assertThat(counters.rates()).isEqualTo(one.rates());
    assertThat(counters.sentToday()).isEqualTo(1);
    assertThat(counters.phone().sends()).isEqualTo(1);
    assertThat(counters.phone().sentAt()).isEqualTo(NOW);
    allowed();
  }

  @Test
  void whatTheLimitsHaveForgottenIsNotGivenBack() {
    limits = SampleSends.limits(new Rate(2, Duration.ofHours(1)), Rate.OFF, Rate.OFF, 2);
    assertThat(limits.givenBack(SEND, SendCounters.NONE, NOW)).isEqualTo(SendCounters.NONE);
  }

  private Decision decision() {
    return limits.decide(SEND, counters, now);
  }

  private Decision.Allowed allowed() {
    var decision = decision();
    assertThat(decision).isInstanceOf(Decision.Allowed.class);
    var allowed = (Decision.Allowed) decision;
    counters = allowed.counters();
    return allowed;
  }

  private static Send from(ClientNetwork network) {
    return new Send(SampleSends.SENDER, SampleSends.phone(1), "login", network, null);
  }

  /** To a number that was sent nothing yet. */
  private Decision decisionFrom(ClientNetwork network) {
    counters = of(false, null, PhoneCounters.NONE, counters.rates());
    var decision = limits.decide(from(network), counters, now);
    if (decision instanceof Decision.Allowed(_, var after)) {
      counters = after;
    }
    return decision;
  }

  /** One to each of so many numbers; the next one is another again. */
  private void allowedToOthers(int numbers) {
    for (var i = 0; i < numbers; i++) {
      var known = allowed().counters();
      counters =
          new SendCounters(
              known.isStopped(),
              known.cooldownUntil(),
              PhoneCounters.NONE,
              known.rates(),
              known.sentToday());
    }
  }

  private Decision.Delayed delayed() {
    var decision = decision();
    assertThat(decision).isInstanceOf(Decision.Delayed.class);
    return (Decision.Delayed) decision;
  }

  private void delayedFor(long seconds, LimitedBy by) {
    delayedUntil(now.plusSeconds(seconds), by);
  }

  private void delayedUntil(Instant until, LimitedBy by) {
    assertThat(decision()).isEqualTo(new Decision.Delayed(until, by));
  }

  private Instant next() {
    return limits.next(SEND.callerId(), counters.cooldownUntil(), counters.phone(), false, now);
  }

  private void pass(long seconds) {
    now = now.plusSeconds(seconds);
  }

  private SendCounters coolingDown(Instant until) {
    return new SendCounters(false, until, counters.phone(), counters.rates(), counters.sentToday());
  }

  private static SendCounters of(
      boolean isStopped, @Nullable Instant cooldownUntil, PhoneCounters phone) {
    return of(isStopped, cooldownUntil, phone, Map.of());
  }

  private static SendCounters of(
      boolean isStopped,
      @Nullable Instant cooldownUntil,
      PhoneCounters phone,
      Map<RateKey, Instant> rates) {
    return new SendCounters(isStopped, cooldownUntil, phone, rates, 0);
  }

  private static PhoneCounters guessedTooOften() {
    return new PhoneCounters(0, null, null, SampleSends.MOST_GUESSES, NOW);
  }

  private static SendLimits withAddresses(Rate rate) {
    return SampleSends.limits(rate, Rate.OFF, Rate.OFF, null);
  }
}
