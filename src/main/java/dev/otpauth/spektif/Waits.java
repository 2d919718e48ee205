package dev.otpauth.spektif;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.stream.IntStream;

/** Keeps the waits that the Resilience4j settings ask for within the bounded time of a call. */
final class Waits {

  /** What is left of 25 s besides the tries themselves. */
  private static final Duration MOST = Duration.ofSeconds(2);

  /** Enough to come near the longest wait of a randomised one. */
  private static final int SAMPLES = 16;

  private static final int MOST_ATTEMPTS = 20;

  private Waits() {}

  /**
   * Checks the settings at start.
   *
   * @throws IllegalArgumentException where they ask for longer waits than a call has
   */
  static void check(Retry retry, RateLimiter limiter, Bulkhead bulkhead) {
    if (retry.getRetryConfig().getMaxAttempts() > MOST_ATTEMPTS) {
      throw new IllegalArgumentException(
          "resilience4j.retry.instances.spektif.max-attempts must be at most " + MOST_ATTEMPTS);
    }
    var waits =
        betweenTries(retry)
            .plus(limiter.getRateLimiterConfig().getTimeoutDuration())
            .plus(bulkhead.getBulkheadConfig().getMaxWaitDuration());
    if (waits.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "resilience4j.*.instances.spektif: the waits between the tries, timeout-duration and"
              + " max-wait-duration must be at most %d s together".formatted(MOST.toSeconds()));
    }
  }

  private static Duration betweenTries(Retry retry) {
    var millis =
        IntStream.range(1, retry.getRetryConfig().getMaxAttempts())
            .mapToLong(attempt -> longest(retry, attempt))
            .map(wait -> Math.min(wait, Duration.ofDays(1).toMillis()))
            .sum();
    return Duration.ofMillis(millis);
  }

  private static long longest(Retry retry, int attempt) {
    var interval = retry.getRetryConfig().getIntervalBiFunction();
    return IntStream.range(0, SAMPLES)
        .mapToLong(_ -> interval.apply(attempt, Either.right("a result")))
        .max()
        .orElse(0);
  }
}
