package dev.otpauth.verification;

import static dev.otpauth.verification.Deciding.KEY;
import static dev.otpauth.verification.Deciding.callOf;
import static dev.otpauth.verification.Deciding.confirm;
import static dev.otpauth.verification.Deciding.request;
import static dev.otpauth.verification.Deciding.resend;
import static dev.otpauth.verification.Opened.MOBILE;
import static dev.otpauth.verification.Opened.NOW;
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

  private final Deciding deciding = new Deciding();
  private final UUID subject = UUID.randomUUID();
  private final UUID operation = UUID.randomUUID();

  @Test
  void whatBeginsClaimsItsKeyForItsOperation() {
    var begun = deciding.begun(CALL, request());
    var record = begun.key().orElseThrow().row();
    assertThat(record.subjectId()).isEqualTo(begun.held().id());
    assertThat(record.operationId()).isEqualTo(begun.operation());
    assertThat(record.leaseUntil()).isEqualTo(begun.held().inFlight().leaseUntil());
    assertThat(record.response()).isNull();
  }

  @Test
  void aRepeatOfAnAnsweredCallIsReplayedAndWritesNothing() {
    var answer = deciding.records.seal(RESPONSE, KEY);
    deciding.with(claimed(LAPSED).with(answer));
    assertThat(deciding.of(CALL, request(), NOW)).isEqualTo(new KeyInUse(new Use.Answered(answer)));
    nothingIsWritten();
  }

  @Test
  void anotherCallsKeyIsReusedAndWritesNothing() {
    deciding.with(claimed(LAPSED));
    assertThat(deciding.of(callOf("other"), request(), NOW))
        .isEqualTo(new KeyInUse(new Use.Reused()));
    nothingIsWritten();
  }

  @Test
  void aRepeatOfARunningCallIsInProgressAndWritesNothing() {
    deciding.with(claimed(LAPSED));
    assertThat(deciding.of(CALL, request(), NOW)).isEqualTo(new KeyInUse(new Use.Running()));
    nothingIsWritten();
  }

  private void nothingIsWritten() {
    assertThat(deciding.isChanged()).isFalse();
    assertThat(deciding.savedKey()).isNull();
    assertThat(deciding.entries()).isEmpty();
  }

  @Test
  void theKeyIsLookedAtBeforeTheVerificationAndTheLimits() {
    deciding.with(claimed(LAPSED));
    deciding.with(MOBILE, new PhoneCounters(1, NOW, null, 0, null));
    var running = new KeyInUse(new Use.Running());
    assertThat(deciding.of(CALL, request(), NOW)).isEqualTo(running);
    assertThat(deciding.of(CALL, confirm(Opened.sent()), NOW)).isEqualTo(running);
  }

  @Test
  void oneRepeatOfAnInterruptedCallFindsOutAndTheNextWaitsForIt() {
    deciding.with(claimed(NOW));
    var until = NOW.plus(PendingOperation.LEASE);
    assertThat(deciding.of(CALL, request(), NOW))
        .isEqualTo(new KeyInUse(new Use.Interrupted(subject, operation, until)));
    assertThat(deciding.of(CALL, request(), NOW)).isEqualTo(new KeyInUse(new Use.Running()));
    assertThat(Objects.requireNonNull(deciding.savedKey()).leaseUntil()).isEqualTo(until);
    assertThat(deciding.isChanged()).isFalse();
    assertThat(deciding.entries()).isEmpty();
  }

  @Test
  void whoeverFoundOutThatNothingWasDoneMakesTheCall() {
    deciding.with(claimed(LAPSED));
    var begun = deciding.begun(CALL.owningKey(LAPSED), request());
    var record = begun.key().orElseThrow();
    assertThat(record.row().operationId()).isEqualTo(begun.operation());
    assertThat(record.version()).isEqualTo(2);
  }

  @Test
  void aLeaseThatIsNotTheCallsOwnDoesNotMakeIt() {
    deciding.with(claimed(LAPSED));
    assertThat(deciding.of(CALL.owningKey(LAPSED.minusMillis(1)), request(), NOW))
        .isInstanceOf(KeyInUse.class);
  }

  @Test
  void ofTwoCallsWithOneKeyInAGroupOneIsMade() {
    var first = deciding.decide(CALL, request(), NOW);
    var second = deciding.decide(CALL, request(), NOW);
    deciding.rows.saved();
    assertThat(first.get()).isInstanceOf(BeginResult.Begun.class);
    assertThat(second.get()).isEqualTo(new KeyInUse(new Use.Running()));
    assertThat(deciding.rows.verifications().rows()).hasSize(1);
  }

  @Test
  void aRefusalThatDidNothingKeepsTheKeyFree() {
    deciding.with(MOBILE, new PhoneCounters(1, NOW, null, 0, null));
    assertThat(refusal(CALL, request())).isInstanceOf(Refusal.RateLimited.class);
    assertThat(deciding.savedKey()).isNull();
    var later = NOW.plusSeconds(60);
    var next = deciding.decide(callOf("other"), request(), later);
    deciding.rows.saved();
    assertThat(next.get()).as("of another body").isInstanceOf(BeginResult.Begun.class);
  }

  @Test
  void aRefusalThatDidNothingFreesAKeyThatItsCallOwns() {
    deciding.with(claimed(LAPSED));
    deciding.with(MOBILE, new PhoneCounters(1, NOW, null, 0, null));
    assertThat(refusal(CALL.owningKey(LAPSED), request())).isInstanceOf(Refusal.RateLimited.class);
    var freed = Objects.requireNonNull(deciding.savedKey());
    assertThat(freed.expiresAt()).isEqualTo(NOW);
    assertThat(freed.operationId()).isNull();
  }

  @Test
  void aFinalRefusalStoresItsResponseForTheRepeats() {
    assertThat(refusal(CALL, confirm(Opened.sent()))).isEqualTo(new Refusal.NotFound());
    var stored = Objects.requireNonNull(deciding.savedKey());
    assertThat(stored.subjectId()).isNull();
    assertThat(deciding.isChanged()).isFalse();
    assertThat(deciding.of(CALL, confirm(Opened.sent()), NOW))
        .isInstanceOfSatisfying(
            KeyInUse.class,
            it ->
                assertThat(deciding.keys.replay((Use.Answered) it.use()))
                    .extracting(reply -> ((Reply.Stored<?>) reply).response().body())
                    .isEqualTo("request_not_found"));
  }

  @Test
  void aFinalRefusalIsKnownToBeOfItsVerification() {
    var sent = deciding.with(Opened.sent());
    refusal(CALL, confirm(sent, "payment", null));
    var stored = Objects.requireNonNull(deciding.savedKey());
    assertThat(stored.subjectId()).as("so erasure finds it").isEqualTo(sent.id());
    assertThat(stored.operationId()).isNull();
  }

  @Test
  void aFinalRefusalOfACallThatOwnsItsKeyIsStoredInItsRecord() {
    deciding.with(claimed(LAPSED));
    refusal(CALL.owningKey(LAPSED), confirm(Opened.sent()));
    var stored = Objects.requireNonNull(deciding.savedKey());
    assertThat(stored.response()).isNotNull();
    assertThat(stored.operationId()).isEqualTo(operation);
  }

  @Test
  void anOpenRefusalStoresNothing() {
    var unsettled = deciding.with(Opened.verifying());
    assertThat(deciding.of(CALL.settled(), resend(unsettled), LAPSED))
        .isInstanceOf(BeginResult.Refused.class);
    assertThat(deciding.savedKey()).isNull();
  }

  @Test
  void anExpiredKeyIsFreeForAnyCall() {
    var expired = claimed(LAPSED).freed(NOW);
    deciding.with(expired);
    var begun = deciding.begun(callOf("other"), request());
    var record = begun.key().orElseThrow();
    assertThat(record.row().operationId()).isEqualTo(begun.operation());
    assertThat(record.version()).isEqualTo(2);
  }

  @Test
  void aCallWithoutAKeyTouchesNone() {
    assertThat(deciding.begun(request()).key()).isEmpty();
    assertThat(deciding.refusal(confirm(Opened.sent()))).isEqualTo(new Refusal.NotFound());
    assertThat(deciding.savedKey()).isNull();
    assertThat(deciding.rows.keys().get(KEY)).isNull();
  }

  private Refusal refusal(CallContext<?> context, Deciding.Begin<?, ?> begin) {
    return ((BeginResult.Refused) deciding.of(context, begin, NOW)).ended().outcome();
  }

  private IdempotencyRecord claimed(Instant leaseUntil) {
    return IdempotencyRecord.claimed(
        Objects.requireNonNull(CALL.key()), subject, operation, leaseUntil, NOW);
  }
}
