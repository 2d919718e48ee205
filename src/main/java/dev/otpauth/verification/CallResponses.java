package dev.otpauth.verification;

import dev.otpauth.idempotency.IdempotencyKey;
import dev.otpauth.idempotency.IdempotencyRecord;
import dev.otpauth.idempotency.IdempotencyRecords;
import dev.otpauth.idempotency.IdempotentCall;
import dev.otpauth.idempotency.StoredResponse;
import dev.otpauth.phone.KeyedDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is written down of a call that has its outcome: its key's record, and its audit entry. */
@Component
class CallResponses {

  private final IdempotencyRecords keys;

  CallResponses(IdempotencyRecords keys) {
    this.keys = keys;
  }

  /**
   * A call ends whose operation has ended: its entry stands or falls with that.
   *
   * @param phone whom it is about
   */
  <O extends Outcome> Ended<O> end(
      CallContext<O> context,
      UUID operation,
      O outcome,
      KeyedDigest phone,
      OperationRows rows,
      Instant now) {
    rows.entries().add(context.entry(outcome, phone, now));
    return new Ended<>(outcome, stored(context, operation, outcome, rows, now), true);
  }

  /** A call is refused whose operation has not begun: there is nothing for its entry to be with. */
  <O extends Outcome> Ended<Refusal> refuse(
      CallContext<O> context, Refusal refusal, OperationRows rows, Instant now) {
    var outcome = context.refused(refusal);
    return new Ended<>(refusal, stored(context, null, outcome, rows, now), false);
  }

  /** What is stored under a call's key; absent where nothing is. */
  @Nullable StoredResponse stored(CallContext<?> context, OperationRows rows) {
    var call = context.key();
    return call == null
        ? null
        : rows.record(call.key()).map(IdempotencyRecord::response).map(keys::open).orElse(null);
  }

  private <O extends Outcome> @Nullable StoredResponse stored(
      CallContext<O> context,
      @Nullable UUID operation,
      O outcome,
      OperationRows rows,
      Instant now) {
    var call = context.key();
    if (call == null) {
      return null;
    }
    var key = call.key();
    var ours = rows.record(key).filter(it -> isOf(it, context, operation));
    return switch (outcome.effect()) {
      case NOT_STARTED -> {
        ours.ifPresent(it -> rows.keys().put(key, it.freed(now)));
        yield null;
      }
      case OPEN -> {
        ours.ifPresent(it -> rows.keys().put(key, it.leased(now)));
        yield null;
      }
      case FINAL ->
          ours.or(
                  () ->
                      operation == null
                          ? Optional.of(claimed(call, outcome, now))
                          : Optional.empty())
              .map(it -> stored(it, key, call.rendering().apply(outcome), rows))
              .orElse(null);
    };
  }

  /** Of a call that has begun nothing. */
  private static IdempotencyRecord claimed(IdempotentCall<?> call, Outcome outcome, Instant now) {
    return IdempotencyRecord.claimed(call, outcome.requestId(), null, now, now);
  }

  private static boolean isOf(
      IdempotencyRecord record, CallContext<?> context, @Nullable UUID operation) {
    return operation == null
        ? record.leaseUntil().equals(context.keyLease())
        : record.isOf(operation);
  }

  private StoredResponse stored(
      IdempotencyRecord record, IdempotencyKey key, StoredResponse response, OperationRows rows) {
    rows.keys().put(key, record.with(keys.seal(response)));
    return response;
  }
}
