package dev.otpauth.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: items that arrive while a group is being written are written together in the next
 * group. A single item is written at once, without waiting for others. One of the calling threads
 * writes for all; the others park.
 *
 * <p>If PostgreSQL has certainly rolled back a group, each of its items is written alone, so that
 * one that fails or waits for a lock does not affect the others.
 *
 * @param <I> an item to write
 * @param <O> its result
 */
public final class GroupCommit<I, O> {

  /**
   * The maximum size of a group. Larger groups gain little and delay more; and PostgreSQL's driver
   * would split a JDBC batch of more than about 250 statements.
   */
  public static final int MOST = 100;

  private final Function<List<I>, List<O>> writing;
  private final Function<I, O> writingAlone;
  private final Queue<Place<I, O>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isLed = new AtomicBoolean();

  /**
   * Creates a group commit.
   *
   * @param writing writes a group of at most {@link #MOST} items and returns their results in the
   *     same order; never called concurrently
   * @param writingAlone writes a single item, in its caller's thread
   */
  public GroupCommit(Function<List<I>, List<O>> writing, Function<I, O> writingAlone) {
    this.writing = writing;
    this.writingAlone = writingAlone;
  }

  /**
   * Writes an item and returns its result. Not interruptible, since the write may be in progress.
   *
   * @throws RuntimeException what the writing of its group threw
   */
  public O write(I item) {
    var place = new Place<I, O>(item, Thread.currentThread());
    waiting.add(place);
    var interrupted = false;
    var outcome = place.outcome;
    while (outcome == null) {
      if (isLed.compareAndSet(false, true)) {
        lead();
      } else {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
      outcome = place.outcome;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return outcome.get();
  }

  /** Writes the next group; then wakes the longest waiting thread to lead. */
  private void lead() {
    try {
      writeNext();
    } finally {
      isLed.set(false);
      var next = waiting.peek();
      if (next != null) {
        LockSupport.unpark(next.caller);
      }
    }
  }

  private void writeNext() {
    var group = new ArrayList<Place<I, O>>();
    for (var next = waiting.poll(); next != null; next = waiting.poll()) {
      group.add(next);
      if (group.size() == MOST) {
        break;
      }
    }
    try {
      var results = writing.apply(group.stream().map(it -> it.item).toList());
      if (results.size() != group.size()) {
        throw new IllegalStateException("as many results as items are wanted");
      }
      for (var i = 0; i < group.size(); i++) {
        var result = results.get(i);
        group.get(i).end(() -> result);
      }
    } catch (RuntimeException | Error e) {
      // Every member of the group must be notified, or it would wait forever.
      var isUndone = RollbackErrors.is(e);
      group.forEach(
          it ->
              it.end(
                  () -> {
                    if (isUndone) {
                      return writingAlone.apply(it.item);
                    }
                    throw e;
                  }));
    }
  }

  /** A waiting caller and its item. */
  private static final class Place<I, O> {

    private final I item;
    private final Thread caller;

    /** Returns the result or throws the failure; null until then. */
    private volatile @Nullable Supplier<O> outcome;

    Place(I item, Thread caller) {
      this.item = item;
      this.caller = caller;
    }

    void end(Supplier<O> with) {
      this.outcome = with;
      LockSupport.unpark(caller);
    }
  }
}
