package dev.otpauth.idempotency;

import dev.otpauth.idempotency.IdempotencyRecord.Use;
import dev.otpauth.runtime.RowSet;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Applies the idempotency rules to a call: whether its key is in use, claiming it, and storing the
 * response. Works on rows that are loaded and saved together with those of the call.
 */
@Component
public class IdempotencyRules {

  private final IdempotencyRecords records;

  public IdempotencyRules(IdempotencyRecords records) {
    this.records = records;
  }

  /**
   * The state of a call's key; empty if the call is to be run. Leases an interrupted call to one
   * repeat at a time, which then determines its outcome.
   */
  public Optional<Use> use(
      IdempotentCall<?> call, RowSet<IdempotencyKey, IdempotencyRecord> rows, Instant now) {
    var record = rows.get(call.key());
    if (record == null || isOwned(call, record)) {
      return Optional.empty();
    }
    var use = record.useBy(call.fingerprint(), now);
    if (use.orElse(null) instanceof Use.Interrupted interrupted) {
      rows.put(call.key(), record.leased(interrupted.leaseUntil()));
    }
    return use;
  }

  /**
   * Claims the key for a call.
   *
   * @param subject what the call works on; null if nothing stored here
   * @param operation the operation that the call begins
   * @param leaseUntil end of the lease of the running call
   */
  public void claim(
      IdempotentCall<?> call,
      @Nullable UUID subject,
      UUID operation,
      Instant leaseUntil,
      RowSet<IdempotencyKey, IdempotencyRecord> rows,
      Instant now) {
    rows.put(call.key(), IdempotencyRecord.claimed(call, subject, operation, leaseUntil, now));
  }

  /**
   * Ends a call: frees its key, leaves it open, or stores the response, depending on the outcome's
   * effect.
   *
   * @param operation the operation that the call began; null if none
   * @return the response stored for repeats; null if none is
   */
  public <O extends CallOutcome> @Nullable StoredResponse end(
      IdempotentCall<O> call,
      @Nullable UUID operation,
      O outcome,
      RowSet<IdempotencyKey, IdempotencyRecord> rows,
      Instant now) {
    var found = Optional.ofNullable(rows.get(call.key()));
    var ownRecord =
        found.filter(it -> operation == null ? isOwned(call, it) : it.isOf(operation)).orElse(null);
    return switch (outcome.effect()) {
      case NOT_STARTED -> {
        if (ownRecord != null) {
          rows.put(call.key(), ownRecord.freed(now));
        }
        yield null;
      }
      case OPEN -> {
        if (ownRecord != null) {
          rows.put(call.key(), ownRecord.leased(now));
        }
        yield null;
      }
      case FINAL -> {
        var record =
            ownRecord == null && operation == null ? claimed(call, outcome, now) : ownRecord;
        yield record == null ? null : stored(call, record, outcome, rows);
      }
    };
  }

  private static boolean isOwned(IdempotentCall<?> call, IdempotencyRecord record) {
    return record.leaseUntil().equals(call.ownedUntil());
  }

  /** The record of a call that began no operation. */
  private static IdempotencyRecord claimed(
      IdempotentCall<?> call, CallOutcome outcome, Instant now) {
    return IdempotencyRecord.claimed(call, outcome.subjectId(), null, now, now);
  }

  private <O extends CallOutcome> StoredResponse stored(
      IdempotentCall<O> call,
      IdempotencyRecord record,
      O outcome,
      RowSet<IdempotencyKey, IdempotencyRecord> rows) {
    var response = call.rendering().apply(outcome);
    rows.put(call.key(), record.with(records.seal(response, call.key())));
    return response;
  }

  /** The response stored for a call; null if none is. */
  public @Nullable StoredResponse stored(
      IdempotentCall<?> call, RowSet<IdempotencyKey, IdempotencyRecord> rows) {
    var record = rows.get(call.key());
    return record == null || record.response() == null ? null : records.open(record.response());
  }

  /** The decrypted stored response, marked as replayed. */
  public <O> Reply<O> replay(Use.Answered answered) {
    return new Reply.Stored<>(records.open(answered.response()), true);
  }
}
