package dev.otpauth.idempotency;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a key stands for: every rule about it. A key is claimed with the call that comes with it,
 * and is that call's until it expires; the claim lapses by itself if the claimant dies.
 *
 * @param leaseUntil until when the call is being made
 * @param expiresAt when the key is free again
 * @param subjectId what the call works on; absent where it works on nothing, or that was erased
 * @param operationId what it began there; absent where it began nothing, or that was erased
 * @param response absent until the call's answer is final
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content, in constant time
public record IdempotencyRecord(
    byte[] fingerprint,
    Instant leaseUntil,
    Instant expiresAt,
    @Nullable UUID subjectId,
    @Nullable UUID operationId,
    @Nullable SealedResponse response) {

  /** Well beyond the life of any code. */
  static final Duration KEPT = Duration.ofHours(24);

  /** As long as a repeat may take to find out what has become of a call. */
  private static final Duration FINDING_OUT = Duration.ofSeconds(30);

  /**
   * The key is a call's from now on.
   *
   * @param subject what the call works on; absent where it works on nothing
   * @param operation what it has begun there; absent where it has begun nothing
   * @param leaseUntil until when the call is being made
   */
  public static IdempotencyRecord claimed(
      IdempotentCall<?> call,
      @Nullable UUID subject,
      @Nullable UUID operation,
      Instant leaseUntil,
      Instant now) {
    return new IdempotencyRecord(
        call.fingerprint(), leaseUntil, now.plus(KEPT), subject, operation, null);
  }

  /** What the key stands for when a call of that fingerprint comes with it; empty where free. */
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
        : new Use.Interrupted(subjectId, operationId, now.plus(FINDING_OUT));
  }

  /** Whether the record is of the call that began that operation, erased since or not. */
  public boolean isOf(UUID operation) {
    return operationId == null || operationId.equals(operation);
  }

  /** The call's answer is final. */
  public IdempotencyRecord with(SealedResponse answer) {
    return new IdempotencyRecord(
        fingerprint, leaseUntil, expiresAt, subjectId, operationId, answer);
  }

  /** Somebody finds out, until then, what has become of a call that was interrupted. */
  public IdempotencyRecord leased(Instant until) {
    return new IdempotencyRecord(fingerprint, until, expiresAt, subjectId, operationId, response);
  }

  /** The call did nothing: the key is free for the next try. */
  public IdempotencyRecord freed(Instant now) {
    return new IdempotencyRecord(fingerprint, now, now, null, null, null);
  }

  /** What a key stands for when a call comes with it. */
  public sealed interface Use {

    /** A call that has been answered. */
    record Answered(SealedResponse response) implements Use {}

    /** A call that is being made right now. */
    record Running() implements Use {}

    /** Another call. */
    record Reused() implements Use {}

    /**
     * A call whose final answer was not given: its outcome was unknown, or whoever made it died.
     *
     * @param subjectId what it worked on; null where that was erased
     * @param operationId what it began there; null likewise
     * @param leaseUntil until when nobody else finds out what has become of it
     */
    record Interrupted(@Nullable UUID subjectId, @Nullable UUID operationId, Instant leaseUntil)
        implements Use {}
  }
}
