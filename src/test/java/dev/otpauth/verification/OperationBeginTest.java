package dev.otpauth.verification;

import static dev.otpauth.verification.DecisionHarness.confirm;
import static dev.otpauth.verification.DecisionHarness.request;
import static dev.otpauth.verification.DecisionHarness.resend;
import static dev.otpauth.verification.SampleVerifications.MAX_ATTEMPTS;
import static dev.otpauth.verification.SampleVerifications.MOBILE;
import static dev.otpauth.verification.SampleVerifications.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.throttle.LimitedBy;
import dev.otpauth.throttle.PhoneCounters;
import dev.otpauth.throttle.SampleSends;
import dev.otpauth.verification.OperationBegin.BeginResult.Begun;
import dev.otpauth.verification.OperationBegin.BeginResult.Refused;
import dev.otpauth.verification.OperationBegin.BeginResult.RowsMissing;
import dev.otpauth.verification.OperationBegin.BeginResult.Unsettled;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first write of each operation: the decision to begin, and the changed rows. */
class OperationBeginTest {

  private static final PhoneNumber OTHER = new PhoneNumber("+6281234567891");
  private static final PhoneNumber ABROAD = new PhoneNumber("+6581234567");
  private static final PhoneCounters JUST_SENT = new PhoneCounters(1, NOW, null, 0, null);
  private static final PhoneCounters RESTING =
      new PhoneCounters(0, null, null, SampleSends.MOST_GUESSES, NOW);
  private static final String HOME = "192.0.2.7";
  private static final Duration PACE = Duration.ofSeconds(60);

  private DecisionHarness harness = new DecisionHarness();

  @Test
  void aRequestBeginsTheFirstSendOfANewVerification() {
    var request = request();
    var begun = harness.begun(request);
    assertThat(begun.held().id()).isEqualTo(request.command().id());
    assertThat(begun.held().inFlight().operation()).isEqualTo(PendingOperation.Kind.SEND);
    assertThat(begun.verification().version()).isEqualTo(1);
    assertThat(begun.counters().orElseThrow().row()).isEqualTo(JUST_SENT);
    assertThat(begun.send()).isEqualTo(request.command().send());
    assertThat(begun.next()).isEqualTo(NOW.plus(PACE));
    assertThat(harness.rows.news()).hasSize(1);
    assertThat(harness.entries()).as("it has not ended").isEmpty();
  }

  @Test
  void aRequestIsRefusedForWhatIsKnownBeforehandAndTakesNothing() {
    assertThat(harness.refusal(request(ABROAD))).isEqualTo(new Refusal.DestinationBlocked());
    nothingIsWritten();
  }

  @Test
  void aRequestIsRefusedByTheLimitsOfItsNumber() {
    harness.with(MOBILE, JUST_SENT);
    assertThat(harness.refusal(request()))
        .isEqualTo(new Refusal.RateLimited(null, NOW.plus(PACE), NOW, LimitedBy.PHONE));
    nothingIsWritten();
  }

  @Test
  void nothingIsSentWhereAnOperatorHasStoppedIt() {
    harness = new DecisionHarness(OperationRows.none(SampleSends.stoppedRows()));
    var sent = harness.with(SampleVerifications.sent());
    var stopped = new Refusal.ProviderUnavailable(null, Refusal.STOPPED_RETRY_AFTER);
    assertThat(harness.refusal(request())).isEqualTo(stopped);
    assertThat(harness.refusal(resend(sent)))
        .isEqualTo(new Refusal.ProviderUnavailable(sent.id(), Refusal.STOPPED_RETRY_AFTER));
    assertThat(harness.isChanged()).isFalse();
    assertThat(harness.begun(confirm(sent)).held().remainingAttempts())
        .as("codes that are there can be confirmed")
        .isEqualTo(MAX_ATTEMPTS - 1);
  }

  @Test
  void limitsOfWhatIsSentAndGuessedDoNotConcernTestNumbers() {
    harness = new DecisionHarness(OperationRows.none(SampleSends.stoppedRows()));
    harness.with(DecisionHarness.TEST_NUMBER, RESTING);
    var begun = harness.begun(request(DecisionHarness.TEST_NUMBER));
    assertThat(begun.send()).isNull();
    assertThat(begun.next()).isEqualTo(NOW);
    var verification = begun.held().copy();
    verification.endSend(SampleVerifications.accepted("r1"), SampleVerifications.DEADLINE, NOW);
    harness.with(verification);
    assertThat(harness.begun(resend(verification)).send()).isNull();
    verification = begun.held().copy();
    verification.endSend(SampleVerifications.accepted("r1"), SampleVerifications.DEADLINE, NOW);
    harness.with(verification);
    harness.begun(confirm(verification));
    assertThat(harness.rows.throttle().phone(verification.phoneDigest())).isEqualTo(RESTING);
  }

  @Test
  void whatRestsForStrangersIsDecidedOnceItIsKnownWhoAsks() {
    harness.with(MOBILE, RESTING);
    var request = DecisionHarness.requestFrom(HOME);
    var origin = Origin.of(Objects.requireNonNull(request.command().send())).orElseThrow();
    var needs = new OperationNeeds();
    assertThat(harness.of(request))
        .isInstanceOfSatisfying(RowsMissing.class, it -> it.missing().accept(needs));
    assertThat(needs.origins).containsExactly(origin);
    nothingIsWritten();

    var strange = new DecisionHarness(DecisionHarness.rowsOf(Map.of(origin, false)));
    strange.with(MOBILE, RESTING);
    assertThat(strange.refusal(request)).isInstanceOf(Refusal.Resting.class);

    var known = new DecisionHarness(DecisionHarness.rowsOf(Map.of(origin, true)));
    known.with(MOBILE, RESTING);
    assertThat(known.begun(request).next()).isEqualTo(NOW.plus(PACE));
  }

  @Test
  void aResendBeginsAndIsCounted() {
    var sent = harness.with(SampleVerifications.sent());
    var begun = harness.begun(resend(sent));
    assertThat(begun.held().inFlight().operation()).isEqualTo(PendingOperation.Kind.RESEND);
    assertThat(begun.verification().version()).isEqualTo(2);
    assertThat(begun.counters().orElseThrow().row()).isEqualTo(JUST_SENT);
    assertThat(begun.send()).isEqualTo(request().command().send());
    assertThat(sent.isUnsettled()).as("the row as it was loaded is not touched").isFalse();
  }

  @Test
  void aResendThatTheLimitsRefuseLeavesItsVerificationAlone() {
    var sent = harness.with(SampleVerifications.sent());
    harness.with(MOBILE, JUST_SENT);
    assertThat(harness.refusal(resend(sent)))
        .isEqualTo(new Refusal.RateLimited(sent.id(), NOW.plus(PACE), NOW, LimitedBy.PHONE));
    nothingIsWritten();
  }

  @Test
  void aConfirmBeginsAndCostsAnAttemptAndAGuess() {
    var sent = harness.with(SampleVerifications.sent());
    harness.with(MOBILE, JUST_SENT);
    var begun = harness.begun(confirm(sent));
    assertThat(begun.held().inFlight().operation()).isEqualTo(PendingOperation.Kind.VERIFY);
    assertThat(begun.held().remainingAttempts()).isEqualTo(MAX_ATTEMPTS - 1);
    assertThat(begun.counters().orElseThrow().row())
        .isEqualTo(new PhoneCounters(1, NOW, null, 1, NOW));
    assertThat(begun.send()).isNull();
    assertThat(begun.next()).isEqualTo(NOW.plus(PACE));
  }

  @Test
  void anothersVerificationIsNotThereNorIsOneThatIsNot() {
    var anothers = SampleVerifications.sent();
    anothers.callerId = "signup";
    harness.with(anothers);
    assertThat(harness.refusal(confirm(anothers))).isEqualTo(new Refusal.NotFound());
    assertThat(harness.refusal(resend(anothers))).isEqualTo(new Refusal.NotFound());
    assertThat(harness.refusal(confirm(SampleVerifications.sent())))
        .isEqualTo(new Refusal.NotFound());
    assertThat(harness.isChanged()).isFalse();
    assertThat(harness.entries()).isEmpty();
  }

  @Test
  void aConfirmIsBoundToPurposeAndNumberWhereTheyAreGiven() {
    var sent = harness.with(SampleVerifications.sent());
    var mismatch = new Refusal.BindingMismatch(sent.id());
    assertThat(harness.refusal(confirm(sent, "payment", null))).isEqualTo(mismatch);
    assertThat(harness.refusal(confirm(sent, null, OTHER))).isEqualTo(mismatch);
    assertThat(harness.isChanged()).as("no attempt, no guess").isFalse();
    var bound = confirm(sent, "login", MOBILE);
    assertThat(harness.begun(bound).held().id()).isEqualTo(sent.id());
  }

  @Test
  void noCodeOfANumberThatRestsIsTried() {
    var sent = harness.with(SampleVerifications.sent());
    harness.with(MOBILE, RESTING);
    assertThat(harness.refusal(confirm(sent)))
        .isEqualTo(new Refusal.Resting(sent.id(), NOW.plus(SampleSends.REST), NOW));
    assertThat(harness.refusal(request()))
        .isEqualTo(new Refusal.Resting(null, NOW.plus(SampleSends.REST), NOW));
    assertThat(harness.isChanged()).isFalse();
  }

  @Test
  void whatSomebodyWorksOnIsInProgress() {
    var busy = harness.with(SampleVerifications.verifying());
    var inProgress = new Refusal.InProgress(busy.id());
    assertThat(harness.refusal(confirm(busy))).isEqualTo(inProgress);
    assertThat(harness.refusal(resend(busy))).isEqualTo(inProgress);
    assertThat(harness.isChanged()).isFalse();
  }

  @Test
  void whatIsUnsettledIsSettledFirstAndOnceLookedAtItsOutcomeIsUnknown() {
    var unsettled = harness.with(SampleVerifications.verifying());
    var later = NOW.plus(PendingOperation.LEASE);
    assertThat(harness.of(DecisionHarness.call(), resend(unsettled), later))
        .isEqualTo(new Unsettled(unsettled.id()));
    assertThat(harness.entries()).as("the call has not ended").isEmpty();
    assertThat(harness.of(DecisionHarness.call().settled(), resend(unsettled), later))
        .isInstanceOfSatisfying(
            Refused.class,
            it ->
                assertThat(it.ended().outcome())
                    .isEqualTo(Refusal.OutcomeUnknown.of(unsettled.id())));
    nothingIsWritten();
  }

  @ParameterizedTest
  @EnumSource(names = {"VERIFIED", "EXPIRED", "FAILED"})
  void whatIsOverIsToldSoWithWhenANewCodeMayBeSent(OtpStatus status) {
    var over = harness.with(SampleVerifications.in(status));
    harness.with(MOBILE, JUST_SENT);
    var told =
        switch (status) {
          case VERIFIED -> new Refusal.AlreadyVerified(over.id());
          case EXPIRED -> new Refusal.Over(over.id(), Refusal.End.EXPIRED, PACE);
          case FAILED -> new Refusal.Over(over.id(), Refusal.End.ATTEMPTS_EXHAUSTED, PACE);
          case PENDING, SENT, DELIVERED -> throw new IllegalArgumentException("not over");
        };
    assertThat(harness.refusal(confirm(over))).isEqualTo(told);
    assertThat(harness.refusal(resend(over))).isEqualTo(told);
    assertThat(harness.isChanged()).isFalse();
  }

  @Test
  void theVerificationIsLookedAtBeforeTheLimits() {
    var busy = harness.with(SampleVerifications.verifying());
    harness.with(MOBILE, RESTING);
    assertThat(harness.refusal(resend(busy))).isInstanceOf(Refusal.InProgress.class);
    assertThat(harness.refusal(confirm(busy))).isInstanceOf(Refusal.InProgress.class);
    var other = confirm(busy, "payment", null);
    assertThat(harness.refusal(other)).isInstanceOf(Refusal.BindingMismatch.class);
  }

  @Test
  void ofTwoRequestsForOneNumberInAGroupOneIsSent() {
    var first = harness.decide(DecisionHarness.call(), request(), NOW);
    var second = harness.decide(DecisionHarness.call(), request(), NOW);
    var other = harness.decide(DecisionHarness.call(), request(OTHER), NOW);
    harness.rows.saved();
    assertThat(first.get()).isInstanceOf(Begun.class);
    assertThat(other.get()).isInstanceOf(Begun.class);
    assertThat(second.get())
        .isInstanceOfSatisfying(
            Refused.class,
            it ->
                assertThat(it.ended().outcome())
                    .isEqualTo(
                        new Refusal.RateLimited(null, NOW.plus(PACE), NOW, LimitedBy.PHONE)));
    assertThat(harness.entries()).isEmpty();
  }

  @Test
  void ofTwoConfirmsOfOneVerificationInAGroupOneIsMade() {
    var sent = harness.with(SampleVerifications.sent());
    var first = harness.decide(DecisionHarness.call(), confirm(sent), NOW);
    var second = harness.decide(DecisionHarness.call(), confirm(sent), NOW);
    harness.rows.saved();
    assertThat(second.get())
        .isInstanceOfSatisfying(
            Refused.class,
            it -> assertThat(it.ended().outcome()).isEqualTo(new Refusal.InProgress(sent.id())));
    var begun = (Begun) first.get();
    assertThat(begun.held().remainingAttempts()).isEqualTo(MAX_ATTEMPTS - 1);
    assertThat(begun.counters().orElseThrow().row().guesses()).isEqualTo(1);
  }

  /** Its entry is written by itself. */
  private void nothingIsWritten() {
    assertThat(harness.entries()).isEmpty();
    assertThat(harness.isChanged()).isFalse();
    assertThat(harness.savedKey()).isNull();
    assertThat(harness.rows.news()).isEmpty();
  }
}
