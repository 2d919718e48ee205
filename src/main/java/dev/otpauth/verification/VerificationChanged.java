package dev.otpauth.verification;

import dev.otpauth.phone.EncryptedPhone;
import dev.otpauth.phone.KeyedDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Application event: the status of a verification has changed. {@link ChangeRecorder}s get it
 * within the transaction that stores the change, event listeners after it. It contains neither a
 * readable number nor a code.
 *
 * @param status the new status
 * @param failureReason null unless the status is {@code failed}
 * @param phoneDigest keyed digest of the number
 * @param sequence number of this change within its verification, from 1
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

  /** Whether this is the first code of the verification: the change right after its request. */
  public boolean isFirstSend() {
    return change == Change.SENT && sequence == 2;
  }

  /** The kinds of change. */
  public enum Change {
    /** The verification was created; nothing has been sent yet. */
    REQUESTED,
    /** A code was sent, the first or a further one. */
    SENT,
    VERIFIED,
    FAILED;

    /** The name in lower case. */
    public String value() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
