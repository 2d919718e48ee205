package dev.otpauth.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** How a good caller behaves, and how many do so at once. */
final class RetryPolicy {

  private RetryPolicy() {}

  /** Asks again, after the told wait, until it is known what became of it. */
  static CallerResponse untilSettled(Duration limit, Supplier<CallerResponse> call) {
    var deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      var answer = ContractCheck.check(call.get());
      var unsettled =
          answer.is(202, "pending")
              || answer.is(409, "in_progress")
              || answer.is(504, "outcome_unknown")
              || answer.is(503, "provider_unavailable");
      if (!unsettled || System.nanoTime() > deadline) {
        return answer;
      }
      Eventually.pass(answer.retryAfter());
    }
  }

  /** All at once; the results are in their order. */
  static <T> List<T> together(List<? extends Callable<T>> calls) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(calls).stream().map(RetryPolicy::result).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** One of its own, to be waited for later. */
  static <T> Future<T> meanwhile(Callable<T> call) {
    var task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return task;
  }

  static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError failed) {
        throw failed;
      }
      throw new IllegalStateException(e);
    }
  }
}
