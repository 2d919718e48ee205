package dev.otpauth.chaos;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for what must come true, and no longer than it may take. */
final class Eventually {

  private static final Duration PACE = Duration.ofMillis(50);

  private Eventually() {}

  /**
   * Asks until the answer is the one.
   *
   * @param probe may throw; that is not the answer yet
   */
  static <T> T until(
      String what, Duration limit, Callable<T> probe, Predicate<? super T> isTheOne) {
    var deadline = System.nanoTime() + limit.toNanos();
    Object last;
    do {
      try {
        var seen = probe.call();
        if (isTheOne.test(seen)) {
          return seen;
        }
        last = seen;
      } catch (Exception e) {
        last = e;
      }
      pass(PACE);
    } while (System.nanoTime() < deadline);
    throw new AssertionError(
        "not within %d s: %s; last seen: %s".formatted(limit.toSeconds(), what, last));
  }

  /** Lets time pass where time is the point: a told wait, a slow provider. */
  static void pass(Duration time) {
    var end = System.nanoTime() + time.toNanos();
    for (var left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
