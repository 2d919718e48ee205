package dev.otpauth.verification;

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
 * Writes down what became of a call's operation, with what its caller is told. What a call needs is
 * mostly what its begin has loaded; only where that has changed since is it loaded anew.
 */
@Component
class CallEnds {

  private static final Logger log = LoggerFactory.getLogger(CallEnds.class);

  private final OperationStore store;
  private final EndRules rules;
  private final CallResponses responses;
  private final VerificationViews views;
  private final Clock clock;

  CallEnds(
      OperationStore store,
      EndRules rules,
      CallResponses responses,
      VerificationViews views,
      Clock clock) {
    this.store = store;
    this.rules = rules;
    this.responses = responses;
    this.views = views;
    this.clock = clock;
  }

  /**
   * Ends a call. Where that cannot be written down now, the operation stays unsettled, and is
   * settled later.
   */
  <O extends Outcome> Ended<O> end(CallEnd<O> end) {
    var write = new Write<>(end, null);
    try {
      var ended = end.isOfItsOwnRows() ? onOwnRows(write) : null;
      return ended == null ? store.writeLocked(write) : ended;
    } catch (DataAccessException | TransactionException e) {
      return endedAgain(end, write.triedAt, e);
    }
  }

  /** On the rows of its begin; absent where they have changed since. */
  private <O extends Outcome> @Nullable Ended<O> onOwnRows(Write<O> write) {
    var rows = store.rowsOf(write.end.begun(), write.end.context());
    var ended = write.decide(rows, clock.instant()).get();
    return store.save(rows) ? ended : null;
  }

  /**
   * An answer of the database's that was lost may have been a success; else, the call's audit entry
   * may be what could not be written, and no call fails for its entry.
   */
  private <O extends Outcome> Ended<O> endedAgain(
      CallEnd<O> end, @Nullable Instant lostAt, RuntimeException lost) {
    try {
      return store.writeLocked(new Write<>(end, lostAt));
    } catch (DataAccessException | TransactionException e) {
      e.addSuppressed(lost);
      log.atError()
          .addKeyValue("request_id", end.id())
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("An outcome could not be written down");
      return unwritten(end);
    }
  }

  private <O extends Outcome> Ended<O> unwritten(CallEnd<O> end) {
    var rows = store.rowsOf(end.begun(), end.context());
    return new Ended<>(end.outcome(end.begun().held(), views, rows, clock.instant()), null, false);
  }

  private <O extends Outcome> Ended<O> decide(CallEnd<O> end, OperationRows rows, Instant now) {
    var begun = end.begun();
    var stored = rows.find(end.id());
    var outcome =
        stored == null
            // It was erased meanwhile: there is nothing left to tell of.
            ? end.context().refused(new Refusal.NotFound())
            : end.outcome(end.apply(stored, rules, rows, now), views, rows, now);
    var phone = begun.held().phoneDigest();
    return responses.end(end.context(), begun.operation(), outcome, phone, rows, now);
  }

  /** Of a call's end. */
  private final class Write<O extends Outcome> implements OperationStore.Write<Ended<O>> {

    private final CallEnd<O> end;

    /** When it may have been written before; absent where it certainly was not. */
    private final @Nullable Instant lostAt;

    /** When it was decided last; absent until then. */
    private @Nullable Instant triedAt;

    Write(CallEnd<O> end, @Nullable Instant lostAt) {
      this.end = end;
      this.lostAt = lostAt;
    }

    @Override
    public void addTo(OperationNeeds needs) {
      end.addTo(needs);
    }

    @Override
    public Supplier<Ended<O>> decide(OperationRows rows, Instant now) {
      this.triedAt = now;
      var ended = lostAt == null ? CallEnds.this.decide(end, rows, now) : again(lostAt, rows, now);
      return () -> ended;
    }

    private Ended<O> again(Instant lost, OperationRows rows, Instant now) {
      var stored = rows.find(end.id());
      if (stored != null && stored.wasEnded(end.begun().operation(), lost)) {
        return new Ended<>(
            end.outcome(stored, views, rows, now), responses.stored(end.context(), rows), true);
      }
      var ended = CallEnds.this.decide(end, rows, now);
      rows.entries().clear();
      return ended.withoutEntry();
    }
  }
}
