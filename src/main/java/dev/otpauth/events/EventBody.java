package dev.otpauth.events;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.verification.CallAnswered;
import dev.otpauth.verification.CallAnswered.Subject;
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

  /**
   * The event's own.
   *
   * @param status the verification's, once that is reached; absent where nothing changed
   * @param mobile masked
   * @param mobileDigest its keyed digest in hex: the same for the same number
   * @param sequence counts the changes of the verification, from 1
   */
  record Data(
      @Nullable UUID requestId,
      @Nullable Integer sequence,
      String caller,
      @Nullable String purpose,
      @Nullable String status,
      @Nullable String failureReason,
      String mobile,
      String mobileDigest) {
    @Override
    public String toString() {
      return "Data[%s]".formatted(requestId);
    }
  }

  /** A verification changed. */
  static EventBody of(VerificationChanged changed, PhoneNumber mobile) {
    return new EventBody(
        TYPE + changed.change().word(),
        changed.at(),
        new Data(
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
  static EventBody throttled(CallAnswered answered, Subject subject) {
    return new EventBody(
        TYPE + "throttled",
        answered.at(),
        new Data(
            answered.requestId(),
            null,
            answered.callerId(),
            answered.purpose(),
            null,
            null,
            subject.masked(),
            subject.phoneDigest().hex()));
  }

  private static @Nullable String word(@Nullable FailureReason reason) {
    return reason == null ? null : reason.word();
  }
}
