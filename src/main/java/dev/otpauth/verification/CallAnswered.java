package dev.otpauth.verification;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A caller's call has been answered; published within the call, before the answer leaves. Holds
 * neither a number nor a code.
 *
 * @param callerId who called
 * @param outcome bounded: the status of a success ({@code sent}, {@code verified}), or the code of
 *     a problem ({@code rate_limit_exceeded})
 * @param requestId absent where the call is about no known verification
 * @param purpose absent likewise
 * @param phoneDigest the keyed digest of the number; absent where it is not known
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one; copied by no one
public record CallAnswered(
    String callerId,
    Call call,
    String outcome,
    @Nullable UUID requestId,
    @Nullable String purpose,
    byte @Nullable [] phoneDigest) {

  /** The callers' API. */
  public enum Call {
    REQUEST,
    RESEND,
    CONFIRM,
    STATUS,
    HISTORY,
    ERASE;

    /** Lower case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
