package dev.otpauth.idempotency;

import dev.otpauth.idempotency.IdempotencyRecord.Use;
import dev.otpauth.runtime.RowSet;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a key decides about the call that comes with it, and what is kept under it. Works on rows
 * that are loaded and saved with those of the call.
 */
@Component
public class IdempotencyRules {

  private final IdempotencyRecords records;

  public IdempotencyRules(IdempotencyRecords records) {
    this.records = records;
  }

  /**
   * What the key stands for already; empty where the call is to be made. Of the repeats of a call
   * that was interrupted, one at a time finds out what has become of it.
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
   * The key is the call's from now on.
   *
   * @param subject what the call works on; null where that is nothing of ours
   * @param operation what it has begun there
   * @param leaseUntil until when the call is being made
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
   * The call has ended.
   *
   * @param operation what it had begun; null where it has begun nothing
   * @return the response that is stored for its repeats; null where none is
   */
  public <O extends CallOutcome> @Nullable StoredResponse end(
      IdempotentCall<O> call,
      @Nullable UUID operation,
      O outcome,
      RowSet<IdempotencyKey, IdempotencyRecord> rows,
      Instant now) {
    var known = Optional.ofNullable(rows.get(call.key()));
    var ours =
        known.filter(it -> operation == null ? isOwned(call, it) : it.isOf(operation)).orElse(null);
    return switch (outcome.effect()) {
      case NOT_STARTED -> {
        if (ours != null) {
          rows.put(call.key(), ours.freed(now));
        }
        yield null;
      }
      case OPEN -> {
        if (ours != null) {
          rows.put(call.key(), ours.leased(now));
        }
        yield null;
      }
      case FINAL -> {
        var record = ours == null && operation == null ? claimed(call, outcome, now) : ours;
        yield record == null ? null : stored(call, record, outcome, rows);
      }
    };
  }

  private static boolean isOwned(IdempotentCall<?> call, IdempotencyRecord record) {
    return record.leaseUntil().equals(call.ownedUntil());
  }

  /** Of a call that has begun nothing. */
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

  /** The response that is stored for a call; null where none is. */
  public @Nullable StoredResponse stored(
      IdempotentCall<?> call, RowSet<IdempotencyKey, IdempotencyRecord> rows) {
    var record = rows.get(call.key());
    return record == null || record.response() == null ? null : records.open(record.response());
  }

  /** The answer of a call that has been answered, for its repeat. */
  public <O> Reply<O> replay(Use.Answered answered) {
    return new Reply.Stored<>(records.open(answered.response()), true);
  }
}
