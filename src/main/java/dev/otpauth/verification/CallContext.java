package dev.otpauth.verification;

import dev.otpauth.audit.AuditEntry;
import dev.otpauth.idempotency.IdempotentCall;
import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.verification.CallCompleted.Call;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The data of one running call: caller, kind of call, start, trace and idempotency key.
 *
 * @param at when the call started
 * @param traceId null if the call is not traced
 * @param key null if the call came without an {@code Idempotency-Key}
 * @param hasSettled whether settlement of an earlier operation was already tried for this call
 * @param alsoNeeds adds the rows that an earlier attempt to begin found missing
 * @param <O> the outcomes of the call
 */
record CallContext<O extends Outcome>(
    String callerId,
    Call call,
    Instant at,
    @Nullable String traceId,
    @Nullable IdempotentCall<O> key,
    boolean hasSettled,
    Consumer<OperationNeeds> alsoNeeds) {

  /** The context of a call that starts. */
  CallContext(
      String callerId,
      Call call,
      Instant at,
      @Nullable String traceId,
      @Nullable IdempotentCall<O> key) {
    this(callerId, call, at, traceId, key, false, _ -> {});
  }

  /** A copy that owns its key until the given time; only for a call with a key. */
  CallContext<O> owningKey(Instant until) {
    var owning = Objects.requireNonNull(key).owning(until);
    return new CallContext<>(callerId, call, at, traceId, owning, hasSettled, alsoNeeds);
  }

  /** A copy for which settlement of the earlier operation has been tried. */
  CallContext<O> settled() {
    return new CallContext<>(callerId, call, at, traceId, key, true, alsoNeeds);
  }

  /** A copy that loads more rows. */
  CallContext<O> needing(Consumer<OperationNeeds> rows) {
    return new CallContext<>(callerId, call, at, traceId, key, hasSettled, alsoNeeds.andThen(rows));
  }

  /** Casts a refusal to the outcome type of this call. */
  @SuppressWarnings("unchecked") // Refusal implements every outcome type
  O refused(Refusal refusal) {
    return (O) refusal;
  }

  /**
   * The audit entry of this call.
   *
   * @param phone digest of the number; null if unknown
   */
  AuditEntry entry(Outcome outcome, @Nullable KeyedDigest phone, Instant now) {
    return new AuditEntry(
        now, callerId, call.value(), outcome.value(), outcome.requestId(), phone, traceId);
  }
}
