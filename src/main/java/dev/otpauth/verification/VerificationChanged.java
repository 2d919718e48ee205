package dev.otpauth.verification;

import dev.otpauth.phone.EncryptedPhone;
import dev.otpauth.phone.KeyedDigest;
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
public record VerificationChanged(
    Change change,
    UUID requestId,
    String callerId,
    String purpose,
    String status,
    @Nullable FailureReason failureReason,
    KeyedDigest phoneDigest,
    EncryptedPhone phone,
    int sequence,
    Instant at) {

  /** Whether the verification's first code is on its way: nothing but its request comes before. */
  public boolean isFirstSend() {
    return change == Change.SENT && sequence == 2;
  }

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
