package dev.otpauth.verification;

import dev.otpauth.phone.KeyRing;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.Reference;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.VerifyResult;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** Creates verifications of one caller and number in every state. */
final class SampleVerifications {

  static final Instant NOW = Instant.parse("2026-03-02T03:25:00Z");
  static final Duration DEADLINE = Duration.ofSeconds(60);
  static final Duration VALIDITY = Duration.ofMinutes(5);
  static final int MAX_ATTEMPTS = 3;
  static final PhoneNumber MOBILE = new PhoneNumber("+6281234567890");
  static final PhoneNumber SENDER = new PhoneNumber("+628001234567");
  static final PhoneVault VAULT = KeyRing.of("digest", "k1").vault();

  static final VerificationProperties PROPERTIES =
      new VerificationProperties(
          MAX_ATTEMPTS, Set.of("ID"), Set.of(), new VerificationProperties.Settlement(DEADLINE));

  private static final VerifyResult WRONG = new VerifyResult.Mismatched(OptionalInt.empty());

  private SampleVerifications() {}

  /** The values of a new verification of a number. */
  static NewVerification of(UUID id, PhoneNumber mobile) {
    return new NewVerification(
        "login", "login", VAULT.digest(mobile), VAULT.seal(mobile, id), null, SENDER, MAX_ATTEMPTS);
  }

  /** With the first send in flight. */
  static Verification sending() {
    var id = UUID.randomUUID();
    return new Verification(id, of(id, MOBILE), UUID.randomUUID(), NOW);
  }

  /** With the first code sent. */
  static Verification sent() {
    var verification = sending();
    verification.endSend(accepted("r1"), DEADLINE, NOW);
    return verification;
  }

  /** With a verify in flight. */
  static Verification verifying() {
    var verification = sent();
    verification.beginVerify(UUID.randomUUID(), NOW);
    return verification;
  }

  /** With a resend in flight. */
  static Verification resending() {
    var verification = sent();
    verification.beginResend(UUID.randomUUID(), NOW);
    return verification;
  }

  /** In a given status, with no operation in flight if that is possible. */
  static Verification in(OtpStatus status) {
    return switch (status) {
      case PENDING -> throw new IllegalArgumentException("its first code is in flight");
      case SENT -> sent();
      case DELIVERED -> {
        var verification = sent();
        verification.status = OtpStatus.DELIVERED;
        yield verification;
      }
      case VERIFIED -> verified(verifying(), new VerifyResult.Matched(NOW));
      case EXPIRED -> verified(verifying(), new VerifyResult.Expired());
      case FAILED -> verified(verifying(), new VerifyResult.Exhausted());
    };
  }

  /** With all attempts used. */
  static Verification exhausted() {
    var verification = sent();
    for (var i = 0; i < MAX_ATTEMPTS; i++) {
      verification.beginVerify(UUID.randomUUID(), NOW);
      verified(verification, WRONG);
    }
    return verification;
  }

  private static Verification verified(Verification verification, VerifyResult result) {
    var operation = verification.inFlight().operationId();
    verification.endVerify(operation, result, DEADLINE, NOW);
    return verification;
  }

  static SendResult accepted(String reference) {
    return new SendResult.Accepted(new Reference(reference), VALIDITY);
  }
}
