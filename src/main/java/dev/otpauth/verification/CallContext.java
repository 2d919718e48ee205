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
 * Who calls what.
 *
 * @param at when the call began
 * @param traceId absent where it is not traced
 * @param key absent where it came without one
 * @param hasSettled whether what stood in its way has been looked at
 * @param alsoNeeds adds rows that only those it had loaded before could name
 * @param <O> how the call may end
 */
record CallContext<O extends Outcome>(
    String callerId,
    Call call,
    Instant at,
    @Nullable String traceId,
    @Nullable IdempotentCall<O> key,
    boolean hasSettled,
    Consumer<OperationNeeds> alsoNeeds) {

  /** A call that begins. */
  CallContext(
      String callerId,
      Call call,
      Instant at,
      @Nullable String traceId,
      @Nullable IdempotentCall<O> key) {
    this(callerId, call, at, traceId, key, false, _ -> {});
  }

  /** The same call, with its key leased until then. */
  CallContext<O> owningKey(Instant until) {
    var owning = Objects.requireNonNull(key).owning(until);
    return new CallContext<>(callerId, call, at, traceId, owning, hasSettled, alsoNeeds);
  }

  /** The same call, once what stood in its way has been looked at. */
  CallContext<O> settled() {
    return new CallContext<>(callerId, call, at, traceId, key, true, alsoNeeds);
  }

  /** The same call, on those rows as well. */
  CallContext<O> needing(Consumer<OperationNeeds> rows) {
    return new CallContext<>(callerId, call, at, traceId, key, hasSettled, alsoNeeds.andThen(rows));
  }

  /** A refusal, as an outcome of this call: every call may end with one. */
  @SuppressWarnings("unchecked") // a Refusal is one of each kind of outcome that calls have
  O refused(Refusal refusal) {
    return (O) refusal;
  }

  /**
   * For the audit record: the call ended so.
   *
   * @param phone whom it is about; absent where that is not known
   */
  AuditEntry entry(Outcome outcome, @Nullable KeyedDigest phone, Instant now) {
    return new AuditEntry(
        now, callerId, call.word(), outcome.word(), outcome.requestId(), phone, traceId);
  }
}
