package dev.otpauth.audit;

import dev.otpauth.phone.KeyedDigest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A caller did something. Holds neither a number nor a code.
 *
 * @param at when it was answered; of refusals that are counted, the minute
 * @param call what was called, such as {@code confirm}
 * @param outcome one of few words
 * @param calls how many of them there were
 * @param requestId the verification it was about; absent where it was about none that is known
 * @param phone the number it was about, by its keyed digest; absent likewise
 * @param traceId absent where the call is not traced
 */
public record AuditEntry(
    Instant at,
    String callerId,
    String call,
    String outcome,
    int calls,
    @Nullable UUID requestId,
    @Nullable KeyedDigest phone,
    @Nullable String traceId) {

  /** One call. */
  public AuditEntry(
      Instant at,
      String callerId,
      String call,
      String outcome,
      @Nullable UUID requestId,
      @Nullable KeyedDigest phone,
      @Nullable String traceId) {
    this(at, callerId, call, outcome, 1, requestId, phone, traceId);
  }
}
