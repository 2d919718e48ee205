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
 * Group commit: what comes while a group is being written waits, and is written together in the
 * next one. A lone item is written at once; nobody waits for others to come. One of the callers
 * writes for all, the others wait without a thread of the platform's.
 *
 * <p>A group that PostgreSQL has certainly undone is written again, each of its items by itself:
 * one that cannot be written, or waits for a lock, must not take the others with it.
 *
 * @param <I> what is written
 * @param <O> what becomes of it
 */
public final class GroupCommit<I, O> {

  /**
   * In one group. More share little more, and wait longer; a JDBC batch of more than some 250
   * statements would be cut in parts by PostgreSQL's driver.
   */
  public static final int MOST = 100;

  private final Function<List<I>, List<O>> writing;
  private final Function<I, O> writingAlone;
  private final Queue<Place<I, O>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isLed = new AtomicBoolean();

  /**
   * Nothing is written yet.
   *
   * @param writing writes a group of at most {@link #MOST}, and says what became of each, in the
   *     same order; never called by two threads at once
   * @param writingAlone writes an item by itself, in its caller's thread
   */
  public GroupCommit(Function<List<I>, List<O>> writing, Function<I, O> writingAlone) {
    this.writing = writing;
    this.writingAlone = writingAlone;
  }

  /**
   * Writes an item, and says what became of it. It is not given up when the caller is interrupted,
   * for it may be under way.
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

  /** Writes the next group; then whoever waits longest leads. */
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
      // Whatever it is, whoever is in the group must learn of it, or would wait for ever.
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

  /** One caller's. */
  private static final class Place<I, O> {

    private final I item;
    private final Thread caller;

    /** Gives what became of the item, or throws what the writing threw; absent until then. */
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
