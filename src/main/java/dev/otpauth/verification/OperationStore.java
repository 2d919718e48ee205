package dev.otpauth.verification;

import dev.otpauth.runtime.GroupCommit;
import dev.otpauth.runtime.NothingWrittenException;
import dev.otpauth.verification.OperationBegin.BeginResult.Begun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/**
 * Runs every write of operations: loads the rows they need, lets them decide in Java, and saves the
 * changed rows, grouping concurrent writes. The save is optimistic; if a row has changed in
 * between, nothing is saved and the write is repeated with the rows locked. No transaction spans a
 * provider call.
 */
@Component
class OperationStore {

  private static final int TRIES = 5;

  /** How long a group waits for a row lock before its writes are repeated one by one. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final GroupCommit<Write<?>, Written<?>> begins =
      new GroupCommit<>(
          group -> write(group, PATIENCE), it -> write(List.of(it), Duration.ZERO).getFirst());
  private final GroupCommit<OperationRows, Boolean> ends =
      new GroupCommit<>(this::saveAll, this::saveAlone);
  private final OperationTables tables;
  private final Clock clock;

  OperationStore(OperationTables tables, Clock clock) {
    this.tables = tables;
    this.clock = clock;
  }

  /** Runs a write, grouped with concurrent ones, and returns its result. */
  @SuppressWarnings("unchecked") // the result of a write has its type
  <R> R write(Write<R> write) {
    return (R) told(begins.write(write));
  }

  /** Runs a write alone, with its rows locked, and returns its result. */
  @SuppressWarnings("unchecked") // as above
  <R> R writeLocked(Write<R> write) {
    return (R) told(locked(List.of(write), Duration.ZERO).getFirst());
  }

  private Object told(Written<?> written) {
    written.news().forEach(tables::publish);
    return written.result().get();
  }

  private List<Written<?>> write(List<Write<?>> writes, Duration patience) {
    try {
      return once(writes, false, patience);
    } catch (ConcurrencyFailureException _) {
      return locked(writes, patience);
    }
  }

  private List<Written<?>> locked(List<Write<?>> writes, Duration patience) {
    for (var tries = 1; ; tries++) {
      try {
        return tables.inTransaction(() -> once(writes, true, patience));
      } catch (ConcurrencyFailureException e) {
        if (tries == TRIES || !patience.isZero()) {
          throw e;
        }
      }
    }
  }

  private List<Written<?>> once(List<Write<?>> writes, boolean locked, Duration patience) {
    var needs = new OperationNeeds();
    writes.forEach(it -> it.addTo(needs));
    var rows = tables.load(needs, clock.instant(), locked, patience);
    // After waiting for locks, because leases start now.
    var now = clock.instant();
    var written = new ArrayList<Written<?>>();
    for (var write : writes) {
      var known = rows.news().size();
      var result = decided(write, rows, now, writes.size() == 1);
      var news = rows.news();
      written.add(new Written<>(result, List.copyOf(news.subList(known, news.size()))));
    }
    tables.save(rows, patience);
    rows.saved();
    return written;
  }

  /**
   * An exception of one write in a group is passed to its caller; the others are run without it.
   */
  private static Supplier<?> decided(
      Write<?> write, OperationRows rows, Instant now, boolean isAlone) {
    try {
      return write.decide(rows, now);
    } catch (RuntimeException e) {
      throw isAlone ? e : new NothingWrittenException(e);
    }
  }

  /** The rows that an operation has from its first write, as stored then. */
  OperationRows rowsOf(Begun begun, CallContext<?> context) {
    var rows = tables.none();
    var held = begun.held();
    rows.verifications().load(held.id(), Optional.of(begun.verification()));
    rows.throttle().with(held.phoneDigest(), begun.counters());
    var call = context.key();
    if (call != null) {
      rows.keys().load(call.key(), begun.key());
    }
    return rows;
  }

  /**
   * Saves the changes of an operation to rows that it loaded before, grouped with concurrent ones.
   *
   * @return false, with nothing saved, if a row has changed in between
   */
  boolean save(OperationRows rows) {
    var isSaved = saved(rows);
    if (isSaved) {
      rows.news().forEach(tables::publish);
    }
    return isSaved;
  }

  private boolean saved(OperationRows rows) {
    try {
      return ends.write(rows);
    } catch (ConcurrencyFailureException _) {
      return false;
    }
  }

  private List<Boolean> saveAll(List<OperationRows> all) {
    var together = tables.none();
    var saved = new ArrayList<Boolean>();
    for (var rows : all) {
      var fits = !together.collideWith(rows);
      if (fits) {
        together.addChanges(rows);
      }
      saved.add(fits);
    }
    tables.save(together, PATIENCE);
    return saved;
  }

  private boolean saveAlone(OperationRows rows) {
    tables.save(rows, Duration.ZERO);
    return true;
  }

  /**
   * One write of an operation.
   *
   * @param <R> the result
   */
  interface Write<R> {

    /** Adds the rows that {@link #decide} needs. */
    void addTo(OperationNeeds needs);

    /**
     * Decides and changes the rows. Has no other side effects, because it may be repeated on other
     * rows.
     *
     * @return the result, to be evaluated after the rows are saved
     */
    Supplier<R> decide(OperationRows rows, Instant now);
  }

  /**
   * A decided write.
   *
   * @param news changes to publish
   */
  private record Written<R>(Supplier<R> result, List<VerificationChanged> news) {}
}
