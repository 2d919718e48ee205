package dev.otpauth.operations;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * So many turns, given to threads in the order in which they ask for them.
 *
 * <p>As a fair semaphore gives them, but whoever waits sets no timer: a virtual thread's has to be
 * set and taken back by one thread for all of them, which is woken twice for each wait. One watch
 * ends the waits that last too long.
 */
final class Turns {

  private enum State {
    WAITING,
    TURN,
    LATE
  }

  private final Lock lock = new ReentrantLock();

  /** By the time until which they wait; nobody, while there is a turn free. */
  private final Deque<Waiter> line = new ArrayDeque<>();

  private final Duration longestWait;
  private int free;
  private boolean watched;

  Turns(int number, Duration longestWait) {
    this.free = number;
    this.longestWait = longestWait;
  }

  /**
   * Waits for a turn.
   *
   * @return false where there was none for the longest wait
   */
  boolean take() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    var waiter = waiter();
    return waiter == null || await(waiter);
  }

  /** Gives a turn to whoever waits longest. */
  void give() {
    lock.lock();
    try {
      var next = line.poll();
      if (next == null) {
        free++;
      } else {
        next.tell(State.TURN);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Null where nobody needs to wait. */
  private @Nullable Waiter waiter() {
    lock.lock();
    try {
      if (free > 0) {
        free--;
        return null;
      }
      var waiter = new Waiter(System.nanoTime() + longestWait.toNanos());
      line.add(waiter);
      if (!watched) {
        Thread.ofVirtual().name("turns").start(this::watch);
        watched = true;
      }
      return waiter;
    } finally {
      lock.unlock();
    }
  }

  private boolean await(Waiter waiter) throws InterruptedException {
    while (waiter.state == State.WAITING) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        if (leaves(waiter)) {
          throw new InterruptedException();
        }
        // It was told something just before.
        Thread.currentThread().interrupt();
      }
    }
    return waiter.state == State.TURN;
  }

  private boolean leaves(Waiter waiter) {
    lock.lock();
    try {
      return line.remove(waiter);
    } finally {
      lock.unlock();
    }
  }

  private void watch() {
    for (var next = endLate(); next > 0; next = endLate()) {
      LockSupport.parkNanos(this, next);
    }
  }

  /** Ends what lasts too long; then the nanoseconds until the next may, 0 where nobody waits. */
  private long endLate() {
    lock.lock();
    try {
      var now = System.nanoTime();
      for (var first = line.peek(); first != null; first = line.peek()) {
        if (first.until - now > 0) {
          return first.until - now;
        }
        line.remove();
        first.tell(State.LATE);
      }
      watched = false;
      return 0;
    } finally {
      lock.unlock();
    }
  }

  /** A thread in line. What it is told, it is told once, by whoever took it out of the line. */
  private static final class Waiter {

    private final Thread thread = Thread.currentThread();
    private final long until;
    private volatile State state = State.WAITING;

    Waiter(long until) {
      this.until = until;
    }

    void tell(State news) {
      state = news;
      LockSupport.unpark(thread);
    }
  }
}
