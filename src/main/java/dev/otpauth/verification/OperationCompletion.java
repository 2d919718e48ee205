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
 * Has the provider asked for an operation that has begun, and writes down what became of it, with
 * what its caller is told. What the end needs is mostly what the begin has loaded; only where that
 * has changed since is it loaded anew.
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
   * Asks and ends. Where the end cannot be written down now, the operation stays unsettled, and is
   * settled later.
   */
  <C, O extends Outcome, A> CompletedCall<O> complete(
      OtpOperation<C, O, A> operation, C command, CallContext<O> context, Begun begun) {
    var answer = operation.ask(provider, command, begun.held());
    operation.asked(begun.held(), answer, clock.instant());
    return written(new End<>(operation, context, begun, answer));
  }

  private <O extends Outcome> CompletedCall<O> written(End<O, ?> end) {
    var write = new Write<>(end, null);
    try {
      var ended = end.isOnOwnRows() ? onOwnRows(write) : null;
      return ended == null ? store.writeLocked(write) : ended;
    } catch (DataAccessException | TransactionException e) {
      return writtenAgain(end, write.triedAt, e);
    }
  }

  /** On the rows of its begin; null where they have changed since. */
  private <O extends Outcome> @Nullable CompletedCall<O> onOwnRows(Write<O> write) {
    var rows = store.rowsOf(write.end.begun(), write.end.context());
    var ended = write.decide(rows, clock.instant()).get();
    return store.save(rows) ? ended : null;
  }

  /**
   * An answer of the database's that was lost may have been a success; else, the call's audit entry
   * may be what could not be written, and no call fails for its entry.
   */
  private <O extends Outcome> CompletedCall<O> writtenAgain(
      End<O, ?> end, @Nullable Instant lostAt, RuntimeException lost) {
    try {
      return store.writeLocked(new Write<>(end, lostAt));
    } catch (DataAccessException | TransactionException e) {
      e.addSuppressed(lost);
      log.atError()
          .addKeyValue("request_id", end.begun().id())
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not store the outcome of a call; settlement finds it out");
      var rows = store.rowsOf(end.begun(), end.context());
      var outcome = end.outcome(end.begun().held(), rows, clock.instant());
      return new CompletedCall<>(outcome, null, Audit.TO_ENTER);
    }
  }

  private <O extends Outcome> CompletedCall<O> ended(
      End<O, ?> end, OperationRows rows, Instant now) {
    var context = end.context();
    var begun = end.begun();
    var stored = rows.find(begun.id());
    var outcome =
        stored == null
            // It was erased meanwhile: there is nothing left to tell of.
            ? context.refused(new Refusal.NotFound())
            : end.outcome(end.apply(stored, rows, now), rows, now);
    rows.entries().add(context.entry(outcome, begun.held().phoneDigest(), now));
    var key = context.key();
    var response = key == null ? null : keys.end(key, begun.operation(), outcome, rows.keys(), now);
    return new CompletedCall<>(outcome, response, Audit.ENTERED);
  }

  /** An operation that the provider has been asked for. */
  private record End<O extends Outcome, A>(
      OtpOperation<?, O, A> operation, CallContext<O> context, Begun begun, A answer) {

    boolean isOnOwnRows() {
      return operation.endsOnOwnRows(answer);
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

  /** Writes an end down. */
  private final class Write<O extends Outcome> implements OperationStore.Write<CompletedCall<O>> {

    private final End<O, ?> end;

    /** When it may have been written before; null where it certainly was not. */
    private final @Nullable Instant lostAt;

    /** When it was decided last; null until then. */
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
      var ended = lostAt == null ? ended(end, rows, now) : again(lostAt, rows, now);
      return () -> ended;
    }

    private CompletedCall<O> again(Instant lost, OperationRows rows, Instant now) {
      var stored = rows.find(end.begun().id());
      if (stored != null && stored.wasEnded(end.begun().operation(), lost)) {
        var key = end.context().key();
        var response = key == null ? null : keys.stored(key, rows.keys());
        return new CompletedCall<>(end.outcome(stored, rows, now), response, Audit.ENTERED);
      }
      var ended = ended(end, rows, now);
      rows.entries().clear();
      return ended.withoutEntry();
    }
  }
}
