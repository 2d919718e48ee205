package dev.otpauth.idempotency;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The record of an idempotency key, with the rules for its reuse. A key belongs to the call that
 * first used it until it expires. While that call runs, the record is leased; the lease lapses if
 * the process dies.
 *
 * @param leaseUntil end of the lease of the running call
 * @param expiresAt when the key may be used for a new call
 * @param subjectId what the call works on; null if nothing, or if it was erased
 * @param operationId the operation that the call began; null if none, or if it was erased
 * @param response null until the call's response is final
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content, in constant time
public record IdempotencyRecord(
    byte[] fingerprint,
    Instant leaseUntil,
    Instant expiresAt,
    @Nullable UUID subjectId,
    @Nullable UUID operationId,
    @Nullable SealedResponse response) {

  /** How long a key is kept: well beyond the validity of any code. */
  static final Duration RETENTION = Duration.ofHours(24);

  /** The lease of a repeat that determines the outcome of an interrupted call. */
  private static final Duration RECOVERY_LEASE = Duration.ofSeconds(30);

  /**
   * A new record that claims the key for a call.
   *
   * @param subject what the call works on; null if nothing
   * @param operation the operation that the call began; null if none
   * @param leaseUntil end of the lease of the running call
   */
  public static IdempotencyRecord claimed(
      IdempotentCall<?> call,
      @Nullable UUID subject,
      @Nullable UUID operation,
      Instant leaseUntil,
      Instant now) {
    return new IdempotencyRecord(
        call.fingerprint(), leaseUntil, now.plus(RETENTION), subject, operation, null);
  }

  /** How a call with this fingerprint may use the key; empty if the key is free. */
  public Optional<Use> useBy(byte[] other, Instant now) {
    return expiresAt.isAfter(now) ? Optional.of(useWhileKept(other, now)) : Optional.empty();
  }

  private Use useWhileKept(byte[] other, Instant now) {
    if (!MessageDigest.isEqual(fingerprint, other)) {
      return new Use.Reused();
    }
    if (response != null) {
      return new Use.Answered(response);
    }
    return leaseUntil.isAfter(now)
        ? new Use.Running()
        : new Use.Interrupted(subjectId, operationId, now.plus(RECOVERY_LEASE));
  }

  /**
   * Whether the record belongs to the call that began the operation, or its operation was erased.
   */
  public boolean isOf(UUID operation) {
    return operationId == null || operationId.equals(operation);
  }

  /** A copy with the final response. */
  public IdempotencyRecord with(SealedResponse answer) {
    return new IdempotencyRecord(
        fingerprint, leaseUntil, expiresAt, subjectId, operationId, answer);
  }

  /** A copy with a new lease end. */
  public IdempotencyRecord leased(Instant until) {
    return new IdempotencyRecord(fingerprint, until, expiresAt, subjectId, operationId, response);
  }

  /** A copy that frees the key, for a call without effect. */
  public IdempotencyRecord freed(Instant now) {
    return new IdempotencyRecord(fingerprint, now, now, null, null, null);
  }

  /** The state of a key that is in use, as seen by a call that presents it. */
  public sealed interface Use {

    /** The call has completed; its response is to be replayed. */
    record Answered(SealedResponse response) implements Use {}

    /** The call is still running. */
    record Running() implements Use {}

    /** The key was used with another request body. */
    record Reused() implements Use {}

    /**
     * The call ended without a final response: its outcome was unknown, or its process died.
     *
     * @param subjectId what the call worked on; null if it was erased
     * @param operationId the operation that the call began; null likewise
     * @param leaseUntil end of the lease of the repeat that determines the outcome
     */
    record Interrupted(@Nullable UUID subjectId, @Nullable UUID operationId, Instant leaseUntil)
        implements Use {}
  }
}
