package dev.otpauth.spektif;

import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * What a call may wait for, within its bounded time: in line before each try, and between tries.
 */
final class CallTimeBudget {

  /** All tries, and the waits before and between them. */
  static final Duration WHOLE_CALL = Duration.ofSeconds(24);

  private static final Duration MOST_BETWEEN_TRIES = Duration.ofSeconds(2);

  /** Enough to come near the longest wait of a randomised one. */
  private static final int SAMPLES = 16;

  private static final int MOST_ATTEMPTS = 20;

  private final OutboundCapacity capacity;
  private final Duration betweenTries;

  private CallTimeBudget(OutboundCapacity capacity, Duration betweenTries) {
    this.capacity = capacity;
    this.betweenTries = betweenTries;
  }

  /**
   * The waits that the settings ask for.
   *
   * @throws IllegalArgumentException where a call that has waited in line would not have the whole
   *     of a try left, or where the waits between the tries are too long
   */
  static CallTimeBudget checked(Retry retry, OutboundCapacity capacity, Duration tryTimeout) {
    if (retry.getRetryConfig().getMaxAttempts() > MOST_ATTEMPTS) {
      throw new IllegalArgumentException(
          "resilience4j.retry.instances.spektif.max-attempts must be at most " + MOST_ATTEMPTS);
    }
    var betweenTries = betweenTries(retry);
    if (betweenTries.compareTo(MOST_BETWEEN_TRIES) > 0) {
      throw new IllegalArgumentException(
          "resilience4j.retry.instances.spektif: the waits between the tries must be at most "
              + MOST_BETWEEN_TRIES.toSeconds()
              + " s together");
    }
    var longest = capacity.longestWait(Operation.SEND).plus(tryTimeout);
    if (longest.compareTo(WHOLE_CALL) > 0) {
      throw new IllegalArgumentException(
          "timeout-duration of resilience4j.ratelimiter.instances.spektif and .spektif-messages,"
              + " max-wait-duration of resilience4j.bulkhead.instances.spektif,"
              + " spektif.connect-timeout and spektif.response-timeout must be at most "
              + WHOLE_CALL.toSeconds()
              + " s together");
    }
    return new CallTimeBudget(capacity, betweenTries);
  }

  /** What has to be left of a call for another try: all that this may take, its waits included. */
  Duration roomForAnother(Operation operation, Duration tryTimeout) {
    return tryTimeout.plus(capacity.longestWait(operation)).plus(betweenTries);
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
