package dev.otpauth;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs calls concurrently, starting all of them at the same moment. */
public final class ConcurrentCalls {

  private ConcurrentCalls() {}

  /** Makes the calls, and returns their results in order. */
  public static <T> List<T> make(List<? extends Callable<T>> calls) throws Exception {
    var go = new CountDownLatch(1);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<T>>();
      for (var call : calls) {
        running.add(
            callers.submit(
                () -> {
                  go.await();
                  return call.call();
                }));
      }
      go.countDown();
      var outcomes = new ArrayList<T>();
      for (var outcome : running) {
        outcomes.add(outcome.get());
      }
      return outcomes;
    }
  }
}
