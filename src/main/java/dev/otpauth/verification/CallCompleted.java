package dev.otpauth.verification;

import dev.otpauth.phone.KeyedDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Application event: a call of the API has completed. It is published synchronously, before the
 * response is sent, and contains neither a readable number nor a code.
 *
 * @param outcome the status of a success ({@code sent}, {@code verified}) or the code of a problem
 *     ({@code rate_limit_exceeded}); bounded cardinality
 * @param requestId the verification; null if the call names none that exists
 * @param ownerId the caller that requested the verification; null likewise
 * @param purpose null likewise; chosen by the caller, so unbounded
 * @param subject the phone number; null if unknown
 * @param numberWaitsUntil if the call was refused by a wait of this number (not of an address,
 *     caller or budget): the end of that wait; else null
 * @param took from the start of the call to its completion
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

  /** The operations of the callers' API. */
  public enum Call {
    REQUEST,
    RESEND,
    CONFIRM,
    CANCEL,
    STATUS,
    HISTORY,
    ERASE;

    /** The name in lower case, as metrics and logs use it. */
    public String value() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A phone number in the forms that may be logged and stored.
   *
   * @param phoneDigest its keyed digest
   * @param prefix its country code and the next three digits, such as {@code +62812}
   * @param masked its first two and last three digits
   */
  public record Subject(KeyedDigest phoneDigest, String prefix, String masked) {}

  /**
   * The verification and number that a call concerns.
   *
   * @param ownerId as in {@link CallCompleted}
   * @param purpose as in {@link CallCompleted}
   */
  record About(@Nullable String ownerId, @Nullable String purpose, @Nullable Subject subject) {

    /** No known verification or number. */
    static final About NOTHING = new About(null, null, null);

    @Nullable KeyedDigest phone() {
      return subject == null ? null : subject.phoneDigest();
    }
  }
}
