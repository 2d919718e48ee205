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
 * The JSON body of an event, in the form of Standard Webhooks: {@code type}, {@code timestamp} and
 * {@code data}.
 */
record EventBody(String type, Instant timestamp, Data data) {

  private static final String TYPE = "otp.verification.";

  /** The data of an event. */
  sealed interface Data {}

  /**
   * The data of an event about a verification.
   *
   * @param status the new status of the verification; null if nothing changed
   * @param mobile masked
   * @param mobileDigest keyed digest of the number in hex
   * @param sequence number of the change within its verification, from 1; null if nothing changed
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
   * The data of an event about a caller.
   *
   * @param sent verifications whose first code was sent
   * @param verified how many of them were verified
   * @param usualShare the caller's usual share of verified ones, from 0 to 1
   */
  record OfCaller(String caller, int sent, int verified, double usualShare) implements Data {}

  /** The event for a change of a verification. */
  static EventBody of(VerificationChanged changed, PhoneNumber mobile) {
    return new EventBody(
        TYPE + changed.change().value(),
        changed.at(),
        new OfVerification(
            changed.requestId(),
            changed.sequence(),
            changed.callerId(),
            changed.purpose(),
            changed.status(),
            value(changed.failureReason()),
            mobile.masked(),
            changed.phoneDigest().hex()));
  }

  /** The event for a send that was refused by a limit. */
  static EventBody throttled(CallCompleted completed, Subject subject) {
    return new EventBody(
        TYPE + "throttled",
        completed.at(),
        new OfVerification(
            completed.requestId(),
            null,
            completed.callerId(),
            completed.purpose(),
            null,
            null,
            subject.masked(),
            subject.phoneDigest().hex()));
  }

  /** The event for a drop of a caller's conversion. */
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

  private static @Nullable String value(@Nullable FailureReason reason) {
    return reason == null ? null : reason.value();
  }
}
