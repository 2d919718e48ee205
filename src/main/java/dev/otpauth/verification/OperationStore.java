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
 * The one way in which operations are written down: load the rows they need, decide in Java, save
 * the rows that changed. Nothing is saved unless each of those rows is still as it was loaded; else
 * all is done again with the rows locked. A transaction is never open while the provider is asked.
 */
@Component
class OperationStore {

  private static final int TRIES = 5;

  /** How long a group waits for a lock that somebody holds, before each waits for its own. */
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

  /** Writes an operation down, with others that come at the same time. */
  @SuppressWarnings("unchecked") // what became of a write is of its kind
  <R> R write(Write<R> write) {
    return (R) told(begins.write(write));
  }

  /** Writes an operation down by itself, on rows that nobody else can change meanwhile. */
  @SuppressWarnings("unchecked") // likewise
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
    // Once it is this operation's turn: leases begin now.
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

  /** What goes wrong with one is its caller's to know; the others of its group begin without it. */
  private static Supplier<?> decided(
      Write<?> write, OperationRows rows, Instant now, boolean isAlone) {
    try {
      return write.decide(rows, now);
    } catch (RuntimeException e) {
      throw isAlone ? e : new NothingWrittenException(e);
    }
  }

  /** The rows that an operation has from its begin, as they were stored then. */
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
   * Saves what an operation has decided on rows that it has from before, with others that come at
   * the same time.
   *
   * @return false, and nothing saved, where a row has changed meanwhile
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
   * An operation that is to be written down.
   *
   * @param <R> what comes of it
   */
  interface Write<R> {

    /** Adds the rows it works on. */
    void addTo(OperationNeeds needs);

    /**
     * Decides, and changes the rows. Touches nothing else, for it may be done again on other rows.
     *
     * @return what comes of it, once the rows are saved
     */
    Supplier<R> decide(OperationRows rows, Instant now);
  }

  /**
   * What became of a write.
   *
   * @param news to be told
   */
  private record Written<R>(Supplier<R> result, List<VerificationChanged> news) {}
}
