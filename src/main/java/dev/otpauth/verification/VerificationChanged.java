package dev.otpauth.verification;

import dev.otpauth.phone.EncryptedPhone;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verification has reached a state that others may want to know of. Published within the
 * transaction that writes the state down: what a listener writes to the same database stands or
 * falls with it. Holds neither a readable number nor a code.
 *
 * @param status the verification's, from then on
 * @param failureReason present where it failed
 * @param phoneDigest the number's keyed digest
 * @param sequence counts the changes of one verification, from 1
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one; copied by no one
public record VerificationChanged(
    Change change,
    UUID requestId,
    String callerId,
    String purpose,
    String status,
    @Nullable FailureReason failureReason,
    byte[] phoneDigest,
    EncryptedPhone phone,
    int sequence,
    Instant at) {

  /** What there is to reach. */
  public enum Change {
    /** It is there; nothing has been sent yet. */
    REQUESTED,
    /** A code is on its way: the first, or another in place of the one before. */
    SENT,
    VERIFIED,
    FAILED;

    /** Lower case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
