package dev.otpauth.verification;

import static dev.otpauth.verification.SampleVerifications.DEADLINE;
import static dev.otpauth.verification.SampleVerifications.MAX_ATTEMPTS;
import static dev.otpauth.verification.SampleVerifications.NOW;
import static dev.otpauth.verification.SampleVerifications.VALIDITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.VerifyResult;
import dev.otpauth.verification.Verification.Obstacle;
import dev.otpauth.verification.VerificationChanged.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Obstacles, leases and published changes of a verification. */
class VerificationTest {

  private static final Instant LAPSED = NOW.plus(PendingOperation.LEASE);
  private static final Instant LATER = NOW.plusSeconds(7);

  @Test
  void aNewOneWaitsForItsFirstSend() {
    var verification = SampleVerifications.sending();
    assertThat(verification.status()).isEqualTo(OtpStatus.PENDING);
    assertThat(verification.inFlight().operation()).isEqualTo(PendingOperation.Kind.SEND);
    assertThat(verification.expiresAt()).isEqualTo(NOW.plus(NewVerification.USUAL_VALIDITY));
    assertThat(verification.remainingAttempts()).isEqualTo(MAX_ATTEMPTS);
    assertThatIllegalStateException().isThrownBy(verification::reference);
    assertThatIllegalStateException().isThrownBy(verification::provenAt);
  }

  @ParameterizedTest
  @EnumSource(names = {"SENT", "DELIVERED"})
  void whatIsOpenAndIdleLetsAnyOperationBegin(OtpStatus status) {
    assertThat(SampleVerifications.in(status).obstacle(NOW)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"VERIFIED", "EXPIRED", "FAILED"})
  void whatHasEndedIsOver(OtpStatus status) {
    var verification = SampleVerifications.in(status);
    assertThat(verification.status()).isEqualTo(status);
    assertThat(verification.obstacle(NOW)).contains(Obstacle.OVER);
    assertThat(verification.isOver()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsInFlightKeepsOthersOutAndAfterItsLeaseMustBeSettled(PendingOperation.Kind operation) {
    var verification = inFlight(operation);
    assertThat(verification.obstacle(NOW)).contains(Obstacle.BUSY);
    assertThat(verification.obstacle(LAPSED.minusMillis(1))).contains(Obstacle.BUSY);
    assertThat(verification.obstacle(LAPSED)).contains(Obstacle.UNSETTLED);
  }

  @Test
  void attemptsAreNeverMoreThanTheMost() {
    var verification = SampleVerifications.sent();
    for (var i = 1; i <= MAX_ATTEMPTS; i++) {
      assertThat(verification.obstacle(NOW)).isEmpty();
      verification.beginVerify(UUID.randomUUID(), NOW);
      assertThat(verification.remainingAttempts()).isEqualTo(MAX_ATTEMPTS - i);
      end(verification, new VerifyResult.Mismatched(OptionalInt.empty()));
    }
    assertThat(verification.obstacle(NOW)).contains(Obstacle.OVER);
    assertThat(verification.failureReason()).isEqualTo(FailureReason.ATTEMPTS_EXHAUSTED);
  }

  @Test
  void aResendBuysNoAttempts() {
    var verification = SampleVerifications.verifying();
    end(verification, new VerifyResult.Mismatched(OptionalInt.of(4)));
    verification.beginResend(UUID.randomUUID(), NOW);
    verification.endSend(SampleVerifications.accepted("r2"), DEADLINE, NOW);
    assertThat(verification.remainingAttempts()).isEqualTo(MAX_ATTEMPTS - 1);
  }

  @Test
  void whereTheProviderAllowsFewerAttemptsItsWordHolds() {
    var verification = SampleVerifications.verifying();
    end(verification, new VerifyResult.Mismatched(OptionalInt.of(1)));
    assertThat(verification.remainingAttempts()).isEqualTo(1);
    verification.beginResend(UUID.randomUUID(), NOW);
    verification.endSend(SampleVerifications.accepted("r2"), DEADLINE, NOW);
    assertThat(verification.remainingAttempts()).as("its word was of the code before").isEqualTo(2);
  }

  @Test
  void anOperationIsTakenOverOnlyOnceItsLeaseHasLapsed() {
    var verification = SampleVerifications.verifying();
    var holder = verification.copy();
    var operation = holder.inFlight().operationId();
    assertThat(verification.takeOver(UUID.randomUUID(), LAPSED.minusMillis(1))).isFalse();
    assertThat(verification.isHeldBy(holder)).isTrue();
    assertThat(verification.takeOver(UUID.randomUUID(), LAPSED)).isTrue();
    assertThat(verification.isHeldBy(holder)).isFalse();
    assertThat(verification.isInFlight(operation)).as("it is the same operation").isTrue();
    assertThat(verification.inFlight().leaseUntil()).isEqualTo(LAPSED.plus(PendingOperation.LEASE));
    assertThat(verification.takeOver(UUID.randomUUID(), LAPSED)).isFalse();
  }

  @Test
  void whatIsIdleIsNotTakenOver() {
    assertThat(SampleVerifications.sent().takeOver(UUID.randomUUID(), LAPSED)).isFalse();
  }

  @Test
  void onlyItsHolderRenewsALease() {
    var verification = SampleVerifications.resending();
    var holder = verification.copy();
    assertThat(verification.renew(holder, LATER)).isTrue();
    assertThat(verification.inFlight().leaseUntil()).isEqualTo(LATER.plus(PendingOperation.LEASE));
    assertThat(verification.isHeldBy(holder)).isTrue();
    verification.takeOver(UUID.randomUUID(), LATER.plus(PendingOperation.LEASE));
    assertThat(verification.renew(holder, LAPSED)).isFalse();
  }

  @Test
  void anUnknownOutcomeIsLetGoOfAndLookedAtSoonThenLessOften() {
    var verification = SampleVerifications.resending();
    var now = NOW;
    for (var pause : new int[] {1, 2, 4, 8, 16, 16}) {
      verification.endSend(Unknown.LOST, Duration.ofHours(1), now);
      assertThat(verification.obstacle(now)).contains(Obstacle.UNSETTLED);
      assertThat(verification.inFlight().settleAt()).isEqualTo(now.plusSeconds(pause));
      now = verification.inFlight().settleAt();
      assertThat(verification.takeOver(UUID.randomUUID(), now)).isTrue();
    }
  }

  @Test
  void anUnknownSendIsLookedAtWhenItCanBeDecided() {
    var lost = SampleVerifications.sending();
    lost.endSend(Unknown.LOST, Duration.ofMillis(400), NOW);
    assertThat(lost.inFlight().settleAt()).isEqualTo(NOW.plusMillis(400));
    var answered = SampleVerifications.sending();
    answered.endSend(Unknown.ANSWERED, DEADLINE, LATER);
    assertThat(answered.inFlight().decidedAt(DEADLINE))
        .isEqualTo(LATER.plus(PendingOperation.PROVIDER_CONSISTENCY_DELAY));
    assertThat(lost.inFlight().decidedAt(DEADLINE)).isEqualTo(NOW.plus(DEADLINE));
  }

  @Test
  void theConclusionOfAnOperationIsKnownUntilALaterOneEnds() {
    var verification = SampleVerifications.verifying();
    var first = verification.inFlight().operationId();
    assertThat(verification.conclusionOf(first)).isEmpty();
    end(verification, new VerifyResult.Mismatched(OptionalInt.empty()));
    assertThat(verification.conclusionOf(first)).contains(OperationResult.MISMATCHED);
    assertThat(verification.wasEnded(first, NOW)).isTrue();
    assertThat(verification.wasEnded(first, LATER)).isFalse();
    verification.beginVerify(UUID.randomUUID(), NOW);
    assertThat(verification.conclusionOf(first)).contains(OperationResult.MISMATCHED);
    end(verification, new Throttled(Duration.ofSeconds(1)));
    assertThat(verification.conclusionOf(first)).isEmpty();
  }

  @Test
  void aRefreshIsDueWhileItIsOpenAndAtMostEveryFiveSeconds() {
    var verification = SampleVerifications.sent();
    assertThat(verification.claimRefresh(NOW)).isTrue();
    assertThat(verification.claimRefresh(NOW.plusMillis(4_999))).isFalse();
    assertThat(verification.claimRefresh(NOW.plusSeconds(5))).isTrue();
  }

  @Test
  void noRefreshIsDueWhileSomebodyWorksOnItOrOnceItHasEnded() {
    assertThat(SampleVerifications.verifying().isRefreshDue(NOW)).isFalse();
    assertThat(SampleVerifications.verifying().isRefreshDue(LAPSED)).isTrue();
    assertThat(SampleVerifications.in(OtpStatus.EXPIRED).claimRefresh(NOW)).isFalse();
  }

  @Test
  void eachChangeIsNumberedAndToldOnce() {
    var verification = SampleVerifications.sending();
    assertThat(told(verification)).isEqualTo("REQUESTED 1 pending");
    assertThat(verification.news()).isEmpty();
    verification.endSend(SampleVerifications.accepted("r1"), DEADLINE, NOW);
    assertThat(told(verification)).isEqualTo("SENT 2 sent");
    verification.beginResend(UUID.randomUUID(), NOW);
    assertThat(verification.news()).isEmpty();
    verification.endSend(SampleVerifications.accepted("r2"), DEADLINE, NOW);
    assertThat(told(verification)).isEqualTo("SENT 3 sent");
    verification.beginVerify(UUID.randomUUID(), NOW);
    end(verification, new VerifyResult.Matched(NOW));
    assertThat(told(verification)).isEqualTo("VERIFIED 4 verified");
  }

  @Test
  void aFailureIsToldWithItsReasonAndAnExpiryIsNot() {
    var failed = SampleVerifications.sending();
    failed.endSend(new Refused(Refused.Cause.DESTINATION), DEADLINE, NOW);
    var news = failed.news().orElseThrow();
    assertThat(news.change()).isEqualTo(Change.FAILED);
    assertThat(news.failureReason()).isEqualTo(FailureReason.SEND_FAILED);
    var expired = SampleVerifications.verifying();
    expired.news();
    end(expired, new VerifyResult.Expired());
    assertThat(expired.news()).isEmpty();
  }

  @Test
  void aCopyChangesByItself() {
    var verification = SampleVerifications.sent();
    var copy = verification.copy();
    copy.beginVerify(UUID.randomUUID(), NOW);
    assertThat(verification.isUnsettled()).isFalse();
    assertThat(verification.remainingAttempts()).isEqualTo(MAX_ATTEMPTS);
    assertThat(verification.expiresAt()).isEqualTo(NOW.plus(VALIDITY));
  }

  private static String told(Verification verification) {
    var news = verification.news().orElseThrow();
    return news.change() + " " + news.sequence() + " " + news.status();
  }

  private static Verification inFlight(PendingOperation.Kind operation) {
    return switch (operation) {
      case SEND -> SampleVerifications.sending();
      case RESEND -> SampleVerifications.resending();
      case VERIFY -> SampleVerifications.verifying();
    };
  }

  private static void end(Verification verification, VerifyResult result) {
    verification.endVerify(verification.inFlight().operationId(), result, DEADLINE, NOW);
  }
}
