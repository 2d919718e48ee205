package dev.otpauth.events;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.verification.CallCompleted;
import dev.otpauth.verification.CallCompleted.Subject;
import dev.otpauth.verification.FailureReason;
import dev.otpauth.verification.VerificationChanged;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is told, as it goes over the wire: Standard Webhooks' {@code type}, {@code timestamp} and
 * {@code data}.
 */
record EventBody(String type, Instant timestamp, Data data) {

  private static final String TYPE = "otp.verification.";

  /** The event's own. */
  sealed interface Data {}

  /**
   * Of a verification.
   *
   * @param status the verification's, once that is reached; absent where nothing changed
   * @param mobile masked
   * @param mobileDigest its keyed digest in hex: the same for the same number
   * @param sequence counts the changes of the verification, from 1
   */
  record OfVerification(
      @Nullable UUID requestId,
      @Nullable Integer sequence,
      String caller,
      @Nullable String purpose,
      @Nullable String status,
      @Nullable String failureReason,
      String mobile,
      String mobileDigest)
      implements Data {
    @Override
    public String toString() {
      return "OfVerification[%s]".formatted(requestId);
    }
  }

  /**
   * Of a caller.
   *
   * @param sent verifications whose first code was sent
   * @param verified those of them that became verified
   * @param usualShare the share of verified ones that the caller is used to, from 0 to 1
   */
  record OfCaller(String caller, int sent, int verified, double usualShare) implements Data {}

  /** A verification changed. */
  static EventBody of(VerificationChanged changed, PhoneNumber mobile) {
    return new EventBody(
        TYPE + changed.change().word(),
        changed.at(),
        new OfVerification(
            changed.requestId(),
            changed.sequence(),
            changed.callerId(),
            changed.purpose(),
            changed.status(),
            word(changed.failureReason()),
            mobile.masked(),
            changed.phoneDigest().hex()));
  }

  /** A send was refused because there were too many. */
  static EventBody throttled(CallCompleted answered, Subject subject) {
    return new EventBody(
        TYPE + "throttled",
        answered.at(),
        new OfVerification(
            answered.requestId(),
            null,
            answered.callerId(),
            answered.purpose(),
            null,
            null,
            subject.masked(),
            subject.phoneDigest().hex()));
  }

  /** Fewer of a caller's codes are confirmed than usual. */
  static EventBody dropped(ConversionDropped dropped) {
    return new EventBody(
        "otp.caller.conversion_dropped",
        dropped.at(),
        new OfCaller(
            dropped.callerId(),
            dropped.sent(),
            dropped.verified(),
            dropped.usualPercent() / 100.0));
  }

  private static @Nullable String word(@Nullable FailureReason reason) {
    return reason == null ? null : reason.word();
  }
}
