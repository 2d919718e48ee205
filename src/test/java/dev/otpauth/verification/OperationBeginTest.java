package dev.otpauth.verification;

import static dev.otpauth.verification.Deciding.confirm;
import static dev.otpauth.verification.Deciding.request;
import static dev.otpauth.verification.Deciding.resend;
import static dev.otpauth.verification.Opened.MAX_ATTEMPTS;
import static dev.otpauth.verification.Opened.MOBILE;
import static dev.otpauth.verification.Opened.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.throttle.LimitedBy;
import dev.otpauth.throttle.PhoneCounters;
import dev.otpauth.throttle.Sends;
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
      new PhoneCounters(0, null, null, Sends.MOST_GUESSES, NOW);
  private static final String HOME = "192.0.2.7";
  private static final Duration PACE = Duration.ofSeconds(60);

  private Deciding deciding = new Deciding();

  @Test
  void aRequestBeginsTheFirstSendOfANewVerification() {
    var request = request();
    var begun = deciding.begun(request);
    assertThat(begun.held().id()).isEqualTo(request.command().id());
    assertThat(begun.held().inFlight().operation()).isEqualTo(PendingOperation.Kind.SEND);
    assertThat(begun.verification().version()).isEqualTo(1);
    assertThat(begun.counters().orElseThrow().row()).isEqualTo(JUST_SENT);
    assertThat(begun.send()).isEqualTo(request.command().send());
    assertThat(begun.next()).isEqualTo(NOW.plus(PACE));
    assertThat(deciding.rows.news()).hasSize(1);
    assertThat(deciding.entries()).as("it has not ended").isEmpty();
  }

  @Test
  void aRequestIsRefusedForWhatIsKnownBeforehandAndTakesNothing() {
    assertThat(deciding.refusal(request(ABROAD))).isEqualTo(new Refusal.DestinationBlocked());
    nothingIsWritten();
  }

  @Test
  void aRequestIsRefusedByTheLimitsOfItsNumber() {
    deciding.with(MOBILE, JUST_SENT);
    assertThat(deciding.refusal(request()))
        .isEqualTo(new Refusal.RateLimited(null, NOW.plus(PACE), NOW, LimitedBy.PHONE));
    nothingIsWritten();
  }

  @Test
  void nothingIsSentWhereAnOperatorHasStoppedIt() {
    deciding = new Deciding(OperationRows.none(Sends.stoppedRows()));
    var sent = deciding.with(Opened.sent());
    var stopped = new Refusal.ProviderUnavailable(null, Refusal.STOPPED_RETRY_AFTER);
    assertThat(deciding.refusal(request())).isEqualTo(stopped);
    assertThat(deciding.refusal(resend(sent)))
        .isEqualTo(new Refusal.ProviderUnavailable(sent.id(), Refusal.STOPPED_RETRY_AFTER));
    assertThat(deciding.isChanged()).isFalse();
    assertThat(deciding.begun(confirm(sent)).held().remainingAttempts())
        .as("codes that are there can be confirmed")
        .isEqualTo(MAX_ATTEMPTS - 1);
  }

  @Test
  void limitsOfWhatIsSentAndGuessedDoNotConcernTestNumbers() {
    deciding = new Deciding(OperationRows.none(Sends.stoppedRows()));
    deciding.with(Deciding.TEST_NUMBER, RESTING);
    var begun = deciding.begun(request(Deciding.TEST_NUMBER));
    assertThat(begun.send()).isNull();
    assertThat(begun.next()).isEqualTo(NOW);
    var verification = begun.held().copy();
    verification.endSend(Opened.accepted("r1"), Opened.DEADLINE, NOW);
    deciding.with(verification);
    assertThat(deciding.begun(resend(verification)).send()).isNull();
    verification = begun.held().copy();
    verification.endSend(Opened.accepted("r1"), Opened.DEADLINE, NOW);
    deciding.with(verification);
    deciding.begun(confirm(verification));
    assertThat(deciding.rows.throttle().phone(verification.phoneDigest())).isEqualTo(RESTING);
  }

  @Test
  void whatRestsForStrangersIsDecidedOnceItIsKnownWhoAsks() {
    deciding.with(MOBILE, RESTING);
    var request = Deciding.requestFrom(HOME);
    var origin = Origin.of(Objects.requireNonNull(request.command().send())).orElseThrow();
    var needs = new OperationNeeds();
    assertThat(deciding.of(request))
        .isInstanceOfSatisfying(RowsMissing.class, it -> it.missing().accept(needs));
    assertThat(needs.origins).containsExactly(origin);
    nothingIsWritten();

    var strange = new Deciding(Deciding.rowsOf(Map.of(origin, false)));
    strange.with(MOBILE, RESTING);
    assertThat(strange.refusal(request)).isInstanceOf(Refusal.Resting.class);

    var known = new Deciding(Deciding.rowsOf(Map.of(origin, true)));
    known.with(MOBILE, RESTING);
    assertThat(known.begun(request).next()).isEqualTo(NOW.plus(PACE));
  }

  @Test
  void aResendBeginsAndIsCounted() {
    var sent = deciding.with(Opened.sent());
    var begun = deciding.begun(resend(sent));
    assertThat(begun.held().inFlight().operation()).isEqualTo(PendingOperation.Kind.RESEND);
    assertThat(begun.verification().version()).isEqualTo(2);
    assertThat(begun.counters().orElseThrow().row()).isEqualTo(JUST_SENT);
    assertThat(begun.send()).isEqualTo(request().command().send());
    assertThat(sent.isUnsettled()).as("the row as it was loaded is not touched").isFalse();
  }

  @Test
  void aResendThatTheLimitsRefuseLeavesItsVerificationAlone() {
    var sent = deciding.with(Opened.sent());
    deciding.with(MOBILE, JUST_SENT);
    assertThat(deciding.refusal(resend(sent)))
        .isEqualTo(new Refusal.RateLimited(sent.id(), NOW.plus(PACE), NOW, LimitedBy.PHONE));
    nothingIsWritten();
  }

  @Test
  void aConfirmBeginsAndCostsAnAttemptAndAGuess() {
    var sent = deciding.with(Opened.sent());
    deciding.with(MOBILE, JUST_SENT);
    var begun = deciding.begun(confirm(sent));
    assertThat(begun.held().inFlight().operation()).isEqualTo(PendingOperation.Kind.VERIFY);
    assertThat(begun.held().remainingAttempts()).isEqualTo(MAX_ATTEMPTS - 1);
    assertThat(begun.counters().orElseThrow().row())
        .isEqualTo(new PhoneCounters(1, NOW, null, 1, NOW));
    assertThat(begun.send()).isNull();
    assertThat(begun.next()).isEqualTo(NOW.plus(PACE));
  }

  @Test
  void anothersVerificationIsNotThereNorIsOneThatIsNot() {
    var anothers = Opened.sent();
    anothers.callerId = "signup";
    deciding.with(anothers);
    assertThat(deciding.refusal(confirm(anothers))).isEqualTo(new Refusal.NotFound());
    assertThat(deciding.refusal(resend(anothers))).isEqualTo(new Refusal.NotFound());
    assertThat(deciding.refusal(confirm(Opened.sent()))).isEqualTo(new Refusal.NotFound());
    assertThat(deciding.isChanged()).isFalse();
    assertThat(deciding.entries()).isEmpty();
  }

  @Test
  void aConfirmIsBoundToPurposeAndNumberWhereTheyAreGiven() {
    var sent = deciding.with(Opened.sent());
    var mismatch = new Refusal.BindingMismatch(sent.id());
    assertThat(deciding.refusal(confirm(sent, "payment", null))).isEqualTo(mismatch);
    assertThat(deciding.refusal(confirm(sent, null, OTHER))).isEqualTo(mismatch);
    assertThat(deciding.isChanged()).as("no attempt, no guess").isFalse();
    var bound = confirm(sent, "login", MOBILE);
    assertThat(deciding.begun(bound).held().id()).isEqualTo(sent.id());
  }

  @Test
  void noCodeOfANumberThatRestsIsTried() {
    var sent = deciding.with(Opened.sent());
    deciding.with(MOBILE, RESTING);
    assertThat(deciding.refusal(confirm(sent)))
        .isEqualTo(new Refusal.Resting(sent.id(), NOW.plus(Sends.REST), NOW));
    assertThat(deciding.refusal(request()))
        .isEqualTo(new Refusal.Resting(null, NOW.plus(Sends.REST), NOW));
    assertThat(deciding.isChanged()).isFalse();
  }

  @Test
  void whatSomebodyWorksOnIsInProgress() {
    var busy = deciding.with(Opened.verifying());
    var inProgress = new Refusal.InProgress(busy.id());
    assertThat(deciding.refusal(confirm(busy))).isEqualTo(inProgress);
    assertThat(deciding.refusal(resend(busy))).isEqualTo(inProgress);
    assertThat(deciding.isChanged()).isFalse();
  }

  @Test
  void whatIsUnsettledIsSettledFirstAndOnceLookedAtItsOutcomeIsUnknown() {
    var unsettled = deciding.with(Opened.verifying());
    var later = NOW.plus(PendingOperation.LEASE);
    assertThat(deciding.of(Deciding.call(), resend(unsettled), later))
        .isEqualTo(new Unsettled(unsettled.id()));
    assertThat(deciding.entries()).as("the call has not ended").isEmpty();
    assertThat(deciding.of(Deciding.call().settled(), resend(unsettled), later))
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
    var over = deciding.with(Opened.in(status));
    deciding.with(MOBILE, JUST_SENT);
    var told =
        switch (status) {
          case VERIFIED -> new Refusal.AlreadyVerified(over.id());
          case EXPIRED -> new Refusal.Over(over.id(), Refusal.End.EXPIRED, PACE);
          case FAILED -> new Refusal.Over(over.id(), Refusal.End.ATTEMPTS_EXHAUSTED, PACE);
          case PENDING, SENT, DELIVERED -> throw new IllegalArgumentException("not over");
        };
    assertThat(deciding.refusal(confirm(over))).isEqualTo(told);
    assertThat(deciding.refusal(resend(over))).isEqualTo(told);
    assertThat(deciding.isChanged()).isFalse();
  }

  @Test
  void theVerificationIsLookedAtBeforeTheLimits() {
    var busy = deciding.with(Opened.verifying());
    deciding.with(MOBILE, RESTING);
    assertThat(deciding.refusal(resend(busy))).isInstanceOf(Refusal.InProgress.class);
    assertThat(deciding.refusal(confirm(busy))).isInstanceOf(Refusal.InProgress.class);
    var other = confirm(busy, "payment", null);
    assertThat(deciding.refusal(other)).isInstanceOf(Refusal.BindingMismatch.class);
  }

  @Test
  void ofTwoRequestsForOneNumberInAGroupOneIsSent() {
    var first = deciding.decide(Deciding.call(), request(), NOW);
    var second = deciding.decide(Deciding.call(), request(), NOW);
    var other = deciding.decide(Deciding.call(), request(OTHER), NOW);
    deciding.rows.saved();
    assertThat(first.get()).isInstanceOf(Begun.class);
    assertThat(other.get()).isInstanceOf(Begun.class);
    assertThat(second.get())
        .isInstanceOfSatisfying(
            Refused.class,
            it ->
                assertThat(it.ended().outcome())
                    .isEqualTo(
                        new Refusal.RateLimited(null, NOW.plus(PACE), NOW, LimitedBy.PHONE)));
    assertThat(deciding.entries()).isEmpty();
  }

  @Test
  void ofTwoConfirmsOfOneVerificationInAGroupOneIsMade() {
    var sent = deciding.with(Opened.sent());
    var first = deciding.decide(Deciding.call(), confirm(sent), NOW);
    var second = deciding.decide(Deciding.call(), confirm(sent), NOW);
    deciding.rows.saved();
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
    assertThat(deciding.entries()).isEmpty();
    assertThat(deciding.isChanged()).isFalse();
    assertThat(deciding.savedKey()).isNull();
    assertThat(deciding.rows.news()).isEmpty();
  }
}
