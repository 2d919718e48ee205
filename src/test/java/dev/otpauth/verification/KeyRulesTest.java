package dev.otpauth.verification;

import static dev.otpauth.verification.DecisionHarness.KEY;
import static dev.otpauth.verification.DecisionHarness.callOf;
import static dev.otpauth.verification.DecisionHarness.confirm;
import static dev.otpauth.verification.DecisionHarness.request;
import static dev.otpauth.verification.DecisionHarness.resend;
import static dev.otpauth.verification.SampleVerifications.MOBILE;
import static dev.otpauth.verification.SampleVerifications.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.idempotency.IdempotencyRecord;
import dev.otpauth.idempotency.IdempotencyRecord.Use;
import dev.otpauth.idempotency.Reply;
import dev.otpauth.idempotency.StoredResponse;
import dev.otpauth.throttle.PhoneCounters;
import dev.otpauth.verification.OperationBegin.BeginResult;
import dev.otpauth.verification.OperationBegin.BeginResult.KeyInUse;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The idempotency rules in the first and second write of a call. */
class KeyRulesTest {

  private static final CallContext<RequestOutcome> CALL = callOf("body");
  private static final Instant LAPSED = NOW.plus(PendingOperation.LEASE);
  private static final StoredResponse RESPONSE =
      new StoredResponse(202, null, "text/plain", "sent");

  private final DecisionHarness harness = new DecisionHarness();
  private final UUID subject = UUID.randomUUID();
  private final UUID operation = UUID.randomUUID();

  @Test
  void whatBeginsClaimsItsKeyForItsOperation() {
    var begun = harness.begun(CALL, request());
    var record = begun.key().orElseThrow().row();
    assertThat(record.subjectId()).isEqualTo(begun.held().id());
    assertThat(record.operationId()).isEqualTo(begun.operation());
    assertThat(record.leaseUntil()).isEqualTo(begun.held().inFlight().leaseUntil());
    assertThat(record.response()).isNull();
  }

  @Test
  void aRepeatOfAnAnsweredCallIsReplayedAndWritesNothing() {
    var answer = harness.records.seal(RESPONSE, KEY);
    harness.with(claimed(LAPSED).with(answer));
    assertThat(harness.of(CALL, request(), NOW)).isEqualTo(new KeyInUse(new Use.Answered(answer)));
    nothingIsWritten();
  }

  @Test
  void anotherCallsKeyIsReusedAndWritesNothing() {
    harness.with(claimed(LAPSED));
    assertThat(harness.of(callOf("other"), request(), NOW))
        .isEqualTo(new KeyInUse(new Use.Reused()));
    nothingIsWritten();
  }

  @Test
  void aRepeatOfARunningCallIsInProgressAndWritesNothing() {
    harness.with(claimed(LAPSED));
    assertThat(harness.of(CALL, request(), NOW)).isEqualTo(new KeyInUse(new Use.Running()));
    nothingIsWritten();
  }

  private void nothingIsWritten() {
    assertThat(harness.isChanged()).isFalse();
    assertThat(harness.savedKey()).isNull();
    assertThat(harness.entries()).isEmpty();
  }

  @Test
  void theKeyIsLookedAtBeforeTheVerificationAndTheLimits() {
    harness.with(claimed(LAPSED));
    harness.with(MOBILE, new PhoneCounters(1, NOW, null, 0, null));
    var running = new KeyInUse(new Use.Running());
    assertThat(harness.of(CALL, request(), NOW)).isEqualTo(running);
    assertThat(harness.of(CALL, confirm(SampleVerifications.sent()), NOW)).isEqualTo(running);
  }

  @Test
  void oneRepeatOfAnInterruptedCallFindsOutAndTheNextWaitsForIt() {
    harness.with(claimed(NOW));
    var until = NOW.plus(PendingOperation.LEASE);
    assertThat(harness.of(CALL, request(), NOW))
        .isEqualTo(new KeyInUse(new Use.Interrupted(subject, operation, until)));
    assertThat(harness.of(CALL, request(), NOW)).isEqualTo(new KeyInUse(new Use.Running()));
    assertThat(Objects.requireNonNull(harness.savedKey()).leaseUntil()).isEqualTo(until);
    assertThat(harness.isChanged()).isFalse();
    assertThat(harness.entries()).isEmpty();
  }

  @Test
  void whoeverFoundOutThatNothingWasDoneMakesTheCall() {
    harness.with(claimed(LAPSED));
    var begun = harness.begun(CALL.owningKey(LAPSED), request());
    var record = begun.key().orElseThrow();
    assertThat(record.row().operationId()).isEqualTo(begun.operation());
    assertThat(record.version()).isEqualTo(2);
  }

  @Test
  void aLeaseThatIsNotTheCallsOwnDoesNotMakeIt() {
    harness.with(claimed(LAPSED));
    assertThat(harness.of(CALL.owningKey(LAPSED.minusMillis(1)), request(), NOW))
        .isInstanceOf(KeyInUse.class);
  }

  @Test
  void ofTwoCallsWithOneKeyInAGroupOneIsMade() {
    var first = harness.decide(CALL, request(), NOW);
    var second = harness.decide(CALL, request(), NOW);
    harness.rows.saved();
    assertThat(first.get()).isInstanceOf(BeginResult.Begun.class);
    assertThat(second.get()).isEqualTo(new KeyInUse(new Use.Running()));
    assertThat(harness.rows.verifications().rows()).hasSize(1);
  }

  @Test
  void aRefusalThatDidNothingKeepsTheKeyFree() {
    harness.with(MOBILE, new PhoneCounters(1, NOW, null, 0, null));
    assertThat(refusal(CALL, request())).isInstanceOf(Refusal.RateLimited.class);
    assertThat(harness.savedKey()).isNull();
    var later = NOW.plusSeconds(60);
    var next = harness.decide(callOf("other"), request(), later);
    harness.rows.saved();
    assertThat(next.get()).as("of another body").isInstanceOf(BeginResult.Begun.class);
  }

  @Test
  void aRefusalThatDidNothingFreesAKeyThatItsCallOwns() {
    harness.with(claimed(LAPSED));
    harness.with(MOBILE, new PhoneCounters(1, NOW, null, 0, null));
    assertThat(refusal(CALL.owningKey(LAPSED), request())).isInstanceOf(Refusal.RateLimited.class);
    var freed = Objects.requireNonNull(harness.savedKey());
    assertThat(freed.expiresAt()).isEqualTo(NOW);
    assertThat(freed.operationId()).isNull();
  }

  @Test
  void aFinalRefusalStoresItsResponseForTheRepeats() {
    assertThat(refusal(CALL, confirm(SampleVerifications.sent())))
        .isEqualTo(new Refusal.NotFound());
    var stored = Objects.requireNonNull(harness.savedKey());
    assertThat(stored.subjectId()).isNull();
    assertThat(harness.isChanged()).isFalse();
    assertThat(harness.of(CALL, confirm(SampleVerifications.sent()), NOW))
        .isInstanceOfSatisfying(
            KeyInUse.class,
            it ->
                assertThat(harness.keys.replay((Use.Answered) it.use()))
                    .extracting(reply -> ((Reply.Stored<?>) reply).response().body())
                    .isEqualTo("request_not_found"));
  }

  @Test
  void aFinalRefusalIsKnownToBeOfItsVerification() {
    var sent = harness.with(SampleVerifications.sent());
    refusal(CALL, confirm(sent, "payment", null));
    var stored = Objects.requireNonNull(harness.savedKey());
    assertThat(stored.subjectId()).as("so erasure finds it").isEqualTo(sent.id());
    assertThat(stored.operationId()).isNull();
  }

  @Test
  void aFinalRefusalOfACallThatOwnsItsKeyIsStoredInItsRecord() {
    harness.with(claimed(LAPSED));
    refusal(CALL.owningKey(LAPSED), confirm(SampleVerifications.sent()));
    var stored = Objects.requireNonNull(harness.savedKey());
    assertThat(stored.response()).isNotNull();
    assertThat(stored.operationId()).isEqualTo(operation);
  }

  @Test
  void anOpenRefusalStoresNothing() {
    var unsettled = harness.with(SampleVerifications.verifying());
    assertThat(harness.of(CALL.settled(), resend(unsettled), LAPSED))
        .isInstanceOf(BeginResult.Refused.class);
    assertThat(harness.savedKey()).isNull();
  }

  @Test
  void anExpiredKeyIsFreeForAnyCall() {
    var expired = claimed(LAPSED).freed(NOW);
    harness.with(expired);
    var begun = harness.begun(callOf("other"), request());
    var record = begun.key().orElseThrow();
    assertThat(record.row().operationId()).isEqualTo(begun.operation());
    assertThat(record.version()).isEqualTo(2);
  }

  @Test
  void aCallWithoutAKeyTouchesNone() {
    assertThat(harness.begun(request()).key()).isEmpty();
    assertThat(harness.refusal(confirm(SampleVerifications.sent())))
        .isEqualTo(new Refusal.NotFound());
    assertThat(harness.savedKey()).isNull();
    assertThat(harness.rows.keys().get(KEY)).isNull();
  }

  private Refusal refusal(CallContext<?> context, DecisionHarness.Begin<?, ?> begin) {
    return ((BeginResult.Refused) harness.of(context, begin, NOW)).ended().outcome();
  }

  private IdempotencyRecord claimed(Instant leaseUntil) {
    return IdempotencyRecord.claimed(
        Objects.requireNonNull(CALL.key()), subject, operation, leaseUntil, NOW);
  }
}
