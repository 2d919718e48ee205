package dev.otpauth.verification;

import static dev.otpauth.verification.SampleVerifications.DEADLINE;
import static dev.otpauth.verification.SampleVerifications.NOW;
import static dev.otpauth.verification.SampleVerifications.VALIDITY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.ReferenceState;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The status of a verification after each result of an operation. */
class OperationEndsTest {

  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final Instant LATER = NOW.plusSeconds(7);

  /** Of a first send: the result, the status, and how the operation ended (not, where unknown). */
  static Stream<Arguments> firstSends() {
    return Stream.of(
        Arguments.of(SampleVerifications.accepted("r1"), OtpStatus.SENT, OperationResult.SENT),
        Arguments.of(
            new Refused(Refused.Cause.DESTINATION), OtpStatus.FAILED, OperationResult.NOT_SENT),
        Arguments.of(
            new Refused(Refused.Cause.ACCOUNT), OtpStatus.FAILED, OperationResult.NOT_SENT),
        Arguments.of(new Refused(Refused.Cause.OTHER), OtpStatus.FAILED, OperationResult.NOT_SENT),
        Arguments.of(
            new Refused(Refused.Cause.REFERENCE), OtpStatus.EXPIRED, OperationResult.EXPIRED),
        Arguments.of(new Throttled(WAIT), OtpStatus.FAILED, OperationResult.NOT_SENT),
        Arguments.of(new Unreachable(WAIT), OtpStatus.FAILED, OperationResult.NOT_SENT),
        Arguments.of(Unknown.LOST, OtpStatus.PENDING, null),
        Arguments.of(Unknown.ANSWERED, OtpStatus.PENDING, null));
  }

  @ParameterizedTest
  @MethodSource("firstSends")
  void aFirstSendEnds(SendResult result, OtpStatus status, @Nullable OperationResult conclusion) {
    var verification = SampleVerifications.sending();
    endSend(verification, result, status, conclusion);
  }

  /** Of a resend: what was not sent leaves the code before it valid. */
  static Stream<Arguments> resends() {
    return Stream.of(
        Arguments.of(SampleVerifications.accepted("r2"), OtpStatus.SENT, OperationResult.SENT),
        Arguments.of(
            new Refused(Refused.Cause.DESTINATION), OtpStatus.SENT, OperationResult.NOT_SENT),
        Arguments.of(new Refused(Refused.Cause.ACCOUNT), OtpStatus.SENT, OperationResult.NOT_SENT),
        Arguments.of(new Refused(Refused.Cause.OTHER), OtpStatus.SENT, OperationResult.NOT_SENT),
        Arguments.of(
            new Refused(Refused.Cause.REFERENCE), OtpStatus.EXPIRED, OperationResult.EXPIRED),
        Arguments.of(new Throttled(WAIT), OtpStatus.SENT, OperationResult.NOT_SENT),
        Arguments.of(new Unreachable(WAIT), OtpStatus.SENT, OperationResult.NOT_SENT),
        Arguments.of(Unknown.LOST, OtpStatus.SENT, null),
        Arguments.of(Unknown.ANSWERED, OtpStatus.SENT, null));
  }

  @ParameterizedTest
  @MethodSource("resends")
  void aResendEnds(SendResult result, OtpStatus status, @Nullable OperationResult conclusion) {
    var verification = SampleVerifications.resending();
    endSend(verification, result, status, conclusion);
    var isNew = result instanceof SendResult.Accepted;
    assertThat(verification.reference()).isEqualTo(new Reference(isNew ? "r2" : "r1"));
    assertThat(verification.expiresAt()).isEqualTo((isNew ? LATER : NOW).plus(VALIDITY));
  }

  private static void endSend(
      Verification verification,
      SendResult result,
      OtpStatus status,
      @Nullable OperationResult conclusion) {
    var operation = verification.inFlight().operationId();
    verification.endSend(result, DEADLINE, LATER);
    assertThat(verification.status()).isEqualTo(status);
    assertThat(verification.conclusionOf(operation).orElse(null)).isEqualTo(conclusion);
    assertThat(verification.isInFlight(operation)).isEqualTo(conclusion == null);
  }

  /** Of a verify: likewise, with the attempts that are left of three. */
  static Stream<Arguments> verifies() {
    return Stream.of(
        Arguments.of(new VerifyResult.Matched(NOW), OtpStatus.VERIFIED, OperationResult.MATCHED, 2),
        Arguments.of(wrong(OptionalInt.empty()), OtpStatus.SENT, OperationResult.MISMATCHED, 2),
        Arguments.of(wrong(OptionalInt.of(1)), OtpStatus.SENT, OperationResult.MISMATCHED, 1),
        Arguments.of(wrong(OptionalInt.of(0)), OtpStatus.FAILED, OperationResult.EXHAUSTED, 0),
        Arguments.of(new VerifyResult.Expired(), OtpStatus.EXPIRED, OperationResult.EXPIRED, 2),
        Arguments.of(new VerifyResult.Exhausted(), OtpStatus.FAILED, OperationResult.EXHAUSTED, 2),
        Arguments.of(
            new Refused(Refused.Cause.ACCOUNT), OtpStatus.SENT, OperationResult.GIVEN_BACK, 3),
        Arguments.of(new Throttled(WAIT), OtpStatus.SENT, OperationResult.GIVEN_BACK, 3),
        Arguments.of(new Unreachable(WAIT), OtpStatus.SENT, OperationResult.GIVEN_BACK, 3),
        Arguments.of(Unknown.LOST, OtpStatus.SENT, null, 2),
        Arguments.of(Unknown.ANSWERED, OtpStatus.SENT, null, 2));
  }

  @ParameterizedTest
  @MethodSource("verifies")
  void aVerifyEnds(
      VerifyResult result, OtpStatus status, @Nullable OperationResult conclusion, int remaining) {
    var verification = SampleVerifications.verifying();
    var operation = verification.inFlight().operationId();
    verification.endVerify(operation, result, DEADLINE, LATER);
    assertThat(verification.status()).isEqualTo(status);
    assertThat(verification.remainingAttempts()).isEqualTo(remaining);
    assertThat(verification.conclusionOf(operation).orElse(null)).isEqualTo(conclusion);
    assertThat(verification.isInFlight(operation)).isEqualTo(conclusion == null);
  }

  private static VerifyResult wrong(OptionalInt remaining) {
    return new VerifyResult.Mismatched(remaining);
  }

  @Test
  void aMatchIsProvenWhenItIsWrittenDownAndHasTheProvidersTime() {
    var verification = SampleVerifications.verifying();
    verification.endVerify(
        verification.inFlight().operationId(), new VerifyResult.Matched(NOW), DEADLINE, LATER);
    assertThat(verification.verifiedAt()).isEqualTo(NOW);
    assertThat(verification.provenAt()).isEqualTo(LATER);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PENDING")
  void aRightCodeAlwaysWins(OtpStatus status) {
    var verification = SampleVerifications.in(status);
    var operation = UUID.randomUUID();
    verification.endVerify(operation, new VerifyResult.Matched(NOW), DEADLINE, LATER);
    assertThat(verification.status()).isEqualTo(OtpStatus.VERIFIED);
    assertThat(verification.failureReason()).isNull();
    assertThat(verification.conclusionOf(operation)).contains(OperationResult.MATCHED);
  }

  @Test
  void aRightCodeWinsOverWhatHasBegunSince() {
    var verification = SampleVerifications.resending();
    var resend = verification.copy();
    var operation = UUID.randomUUID();
    verification.endVerify(operation, new VerifyResult.Matched(NOW), DEADLINE, LATER);
    assertThat(verification.status()).isEqualTo(OtpStatus.VERIFIED);
    assertThat(verification.isUnsettled()).isFalse();
    assertThat(verification.isHeldBy(resend)).isFalse();
    assertThat(verification.conclusionOf(operation)).contains(OperationResult.MATCHED);
  }

  @Test
  void aSecondMatchIsNoNews() {
    var verification = SampleVerifications.in(OtpStatus.VERIFIED);
    verification.news();
    verification.endVerify(UUID.randomUUID(), new VerifyResult.Matched(NOW), DEADLINE, LATER);
    assertThat(verification.news()).isEmpty();
  }

  @Test
  void whatWasNotFoundInTimeHasFailedAndWithAResendTheCodeBeforeIt() {
    for (var verification :
        new Verification[] {SampleVerifications.sending(), SampleVerifications.resending()}) {
      var operation = verification.inFlight().operationId();
      verification.recordLost(LATER);
      assertThat(verification.status()).isEqualTo(OtpStatus.FAILED);
      assertThat(verification.failureReason()).isEqualTo(FailureReason.SEND_FAILED);
      assertThat(verification.conclusionOf(operation)).contains(OperationResult.LOST);
    }
  }

  /** What the provider says of a reference, the attempts it counted, and what comes of it. */
  static Stream<Arguments> observations() {
    return Stream.of(
        Arguments.of(OtpStatus.PENDING, 0, OtpStatus.PENDING, null),
        Arguments.of(OtpStatus.SENT, 0, OtpStatus.SENT, null),
        Arguments.of(OtpStatus.DELIVERED, 0, OtpStatus.DELIVERED, null),
        Arguments.of(OtpStatus.VERIFIED, 1, OtpStatus.VERIFIED, null),
        Arguments.of(OtpStatus.EXPIRED, 0, OtpStatus.EXPIRED, null),
        Arguments.of(OtpStatus.FAILED, 0, OtpStatus.FAILED, FailureReason.SEND_FAILED),
        Arguments.of(OtpStatus.FAILED, 1, OtpStatus.FAILED, FailureReason.ATTEMPTS_EXHAUSTED));
  }

  @ParameterizedTest
  @MethodSource("observations")
  void whatTheProviderSaysOfAnOpenOneIsTakenOver(
      OtpStatus seen, int attempts, OtpStatus status, @Nullable FailureReason reason) {
    var verification = SampleVerifications.sent();
    verification.observe(state("r1", seen, attempts), LATER);
    assertThat(verification.status()).isEqualTo(status);
    assertThat(verification.failureReason()).isEqualTo(reason);
    assertThat(verification.referenceAttempts()).isEqualTo(attempts);
    assertThat(verification.verifiedAt()).isEqualTo(status == OtpStatus.VERIFIED ? LATER : null);
  }

  @Test
  void theProvidersCountOfAttemptsOnlyGrows() {
    var verification = SampleVerifications.verifying();
    verification.endVerify(
        verification.inFlight().operationId(), wrong(OptionalInt.empty()), DEADLINE, NOW);
    verification.observe(state("r1", OtpStatus.SENT, 0), LATER);
    assertThat(verification.referenceAttempts()).isEqualTo(1);
  }

  @Test
  void whatIsSaidOfAnotherReferenceOrMeanwhileOrTooLateIsNotTakenOver() {
    for (var verification :
        new Verification[] {
          SampleVerifications.resending(),
          SampleVerifications.verifying(),
          SampleVerifications.in(OtpStatus.EXPIRED),
          SampleVerifications.sending()
        }) {
      var before = verification.status();
      verification.observe(state("r1", OtpStatus.VERIFIED, 1), LATER);
      verification.observeLoss(new Reference("r1"), LATER);
      assertThat(verification.status()).isEqualTo(before);
    }
    var other = SampleVerifications.sent();
    other.observe(state("r2", OtpStatus.VERIFIED, 1), LATER);
    other.observeLoss(new Reference("r2"), LATER);
    assertThat(other.status()).isEqualTo(OtpStatus.SENT);
  }

  @Test
  void aReferenceThatTheProviderDoesNotKnowAnyMoreHasExpired() {
    var verification = SampleVerifications.sent();
    verification.observeLoss(new Reference("r1"), LATER);
    assertThat(verification.status()).isEqualTo(OtpStatus.EXPIRED);
  }

  private static ReferenceState state(String reference, OtpStatus status, int attempts) {
    return new ReferenceState(
        new Reference(reference), null, status, OptionalInt.of(attempts), null, null, null, null);
  }
}
