package dev.otpauth.audit;

import dev.otpauth.phone.KeyedDigest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of the audit record: a call, or a count of refused calls. Contains neither a readable
 * number nor a code.
 *
 * @param at when the call completed; for counted refusals, the minute
 * @param call the operation, such as {@code confirm}
 * @param outcome the status of a success or the code of a problem
 * @param calls the number of calls
 * @param requestId the verification; null if none is known
 * @param phone keyed digest of the number; null if unknown
 * @param traceId null if the call is not traced
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

  /** The entry of one call. */
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
