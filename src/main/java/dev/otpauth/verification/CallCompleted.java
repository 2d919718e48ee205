package dev.otpauth.verification;

import dev.otpauth.phone.KeyedDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call has been answered; published within the call, before the answer leaves. Holds neither a
 * number nor a code.
 *
 * @param outcome bounded: the status of a success ({@code sent}, {@code verified}), or the code of
 *     a problem ({@code rate_limit_exceeded})
 * @param requestId absent where the call is about no known verification
 * @param ownerId whose verification it is about: the caller that requested it; absent likewise
 * @param purpose absent likewise; the caller's own word, so not bounded
 * @param subject whom it is about; absent where that is not known
 * @param numberWaitsUntil the end of a wait of the number's own, by which the call was refused;
 *     absent where it was not
 * @param took from the call's begin to its answer
 */
public record CallCompleted(
    String callerId,
    Call call,
    String outcome,
    @Nullable UUID requestId,
    @Nullable String ownerId,
    @Nullable String purpose,
    @Nullable Subject subject,
    @Nullable Instant numberWaitsUntil,
    Instant at,
    Duration took) {

  /** The callers' API. */
  public enum Call {
    REQUEST,
    RESEND,
    CONFIRM,
    CANCEL,
    STATUS,
    HISTORY,
    ERASE;

    /** Lower case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What may be told of a number.
   *
   * @param phoneDigest its keyed digest
   * @param prefix its country code and the three digits behind it, such as {@code +62812}
   * @param masked its first two and last three digits
   */
  public record Subject(KeyedDigest phoneDigest, String prefix, String masked) {}

  /**
   * What a call is about.
   *
   * @param ownerId as of the call
   * @param purpose as of the call
   */
  record About(@Nullable String ownerId, @Nullable String purpose, @Nullable Subject subject) {

    /** Nothing that is known. */
    static final About NOTHING = new About(null, null, null);

    @Nullable KeyedDigest phone() {
      return subject == null ? null : subject.phoneDigest();
    }
  }
}
