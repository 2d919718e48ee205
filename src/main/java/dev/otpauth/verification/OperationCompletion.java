package dev.otpauth.verification;

import dev.otpauth.idempotency.IdempotencyRules;
import dev.otpauth.verification.CompletedCall.Audit;
import dev.otpauth.verification.OperationBegin.BeginResult.Begun;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Calls the provider for an operation that has begun, then stores the result and the response in
 * the second write. That write reuses the rows of the first where it can, and loads them again only
 * if they have changed.
 */
@Component
class OperationCompletion {

  private static final Logger log = LoggerFactory.getLogger(OperationCompletion.class);

  private final OperationStore store;
  private final IdempotencyRules keys;
  private final ProviderGateway provider;
  private final Clock clock;

  OperationCompletion(
      OperationStore store, IdempotencyRules keys, ProviderGateway provider, Clock clock) {
    this.store = store;
    this.keys = keys;
    this.provider = provider;
    this.clock = clock;
  }

  /**
   * Calls the provider and stores the result. If storing fails, the operation stays unsettled, and
   * settlement ends it later.
   */
  <C, O extends Outcome, A> CompletedCall<O> complete(
      OtpOperation<C, O, A> operation, C command, CallContext<O> context, Begun begun) {
    var answer = operation.callProvider(provider, command, begun.held());
    operation.onProviderResult(begun.held(), answer, clock.instant());
    return save(new End<>(operation, context, begun, answer));
  }

  private <O extends Outcome> CompletedCall<O> save(End<O, ?> end) {
    var write = new Write<>(end, null);
    try {
      var ended = end.usesLoadedRowsOnly() ? saveOnLoadedRows(write) : null;
      return ended == null ? store.writeLocked(write) : ended;
    } catch (DataAccessException | TransactionException e) {
      return saveAgain(end, write.triedAt, e);
    }
  }

  /** Saves on the rows of the first write; null if they have changed since. */
  private <O extends Outcome> @Nullable CompletedCall<O> saveOnLoadedRows(Write<O> write) {
    var rows = store.rowsOf(write.end.begun(), write.end.context());
    var ended = write.decide(rows, clock.instant()).get();
    return store.save(rows) ? ended : null;
  }

  /**
   * Saves again after a database failure. The first save may have been committed without our seeing
   * it. If it was not, its audit entry may have caused the failure, so this save leaves the entry
   * out.
   */
  private <O extends Outcome> CompletedCall<O> saveAgain(
      End<O, ?> end, @Nullable Instant lostAt, RuntimeException lost) {
    try {
      return store.writeLocked(new Write<>(end, lostAt));
    } catch (DataAccessException | TransactionException e) {
      e.addSuppressed(lost);
      log.atError()
          .addKeyValue("request_id", end.begun().id())
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not store the outcome of a call; settlement determines it later");
      var rows = store.rowsOf(end.begun(), end.context());
      var outcome = end.outcome(end.begun().held(), rows, clock.instant());
      return new CompletedCall<>(outcome, null, Audit.TO_SAVE);
    }
  }

  private <O extends Outcome> CompletedCall<O> ended(
      End<O, ?> end, OperationRows rows, Instant now) {
    var context = end.context();
    var begun = end.begun();
    var stored = rows.find(begun.id());
    var outcome =
        stored == null
            // The verification was erased meanwhile.
            ? context.refused(new Refusal.NotFound())
            : end.outcome(end.apply(stored, rows, now), rows, now);
    rows.entries().add(context.entry(outcome, begun.held().phoneDigest(), now));
    var key = context.key();
    var response = key == null ? null : keys.end(key, begun.operation(), outcome, rows.keys(), now);
    return new CompletedCall<>(outcome, response, Audit.SAVED);
  }

  /** An operation with the provider's result. */
  private record End<O extends Outcome, A>(
      OtpOperation<?, O, A> operation, CallContext<O> context, Begun begun, A answer) {

    boolean usesLoadedRowsOnly() {
      return operation.endUsesLoadedRowsOnly(answer);
    }

    void addNeeds(OperationNeeds needs) {
      needs.verifications.add(begun.id());
      needs.keyOf(context);
      operation.addEndNeeds(needs, begun, answer);
    }

    Verification apply(Verification stored, OperationRows rows, Instant now) {
      return operation.end(begun, answer, stored, rows, now);
    }

    O outcome(Verification after, OperationRows rows, Instant now) {
      return operation.outcome(begun, answer, after, rows, now);
    }
  }

  /** The second write of a call. */
  private final class Write<O extends Outcome> implements OperationStore.Write<CompletedCall<O>> {

    private final End<O, ?> end;

    /** The time of an earlier save whose success is unknown; null if there was none. */
    private final @Nullable Instant lostAt;

    /** The time of the latest decision; null before the first. */
    private @Nullable Instant triedAt;

    Write(End<O, ?> end, @Nullable Instant lostAt) {
      this.end = end;
      this.lostAt = lostAt;
    }

    @Override
    public void addTo(OperationNeeds needs) {
      end.addNeeds(needs);
    }

    @Override
    public Supplier<CompletedCall<O>> decide(OperationRows rows, Instant now) {
      this.triedAt = now;
      var ended = lostAt == null ? ended(end, rows, now) : decideAgain(lostAt, rows, now);
      return () -> ended;
    }

    private CompletedCall<O> decideAgain(Instant lost, OperationRows rows, Instant now) {
      var stored = rows.find(end.begun().id());
      if (stored != null && stored.wasEnded(end.begun().operation(), lost)) {
        var key = end.context().key();
        var response = key == null ? null : keys.stored(key, rows.keys());
        return new CompletedCall<>(end.outcome(stored, rows, now), response, Audit.SAVED);
      }
      var ended = ended(end, rows, now);
      rows.entries().clear();
      return ended.withoutEntry();
    }
  }
}
