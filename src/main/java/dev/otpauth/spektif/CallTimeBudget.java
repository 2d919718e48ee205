package dev.otpauth.spektif;

import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * Limits the total time of one provider call: waiting for permits, tries, and pauses between tries.
 */
final class CallTimeBudget {

  /** The maximum for all tries, with the waits before and between them. */
  static final Duration WHOLE_CALL = Duration.ofSeconds(24);

  private static final Duration MAX_PAUSES = Duration.ofSeconds(2);

  /** Samples of a randomised interval; enough to come close to its maximum. */
  private static final int SAMPLES = 16;

  private static final int MAX_ATTEMPTS = 20;

  private final OutboundCapacity capacity;
  private final Duration pauses;

  private CallTimeBudget(OutboundCapacity capacity, Duration pauses) {
    this.capacity = capacity;
    this.pauses = pauses;
  }

  /**
   * Creates the budget from the Resilience4j settings.
   *
   * @throws IllegalArgumentException if a call that waited for its permits would not have time left
   *     for a whole try, or if the pauses between tries are too long
   */
  static CallTimeBudget checked(Retry retry, OutboundCapacity capacity, Duration tryTimeout) {
    if (retry.getRetryConfig().getMaxAttempts() > MAX_ATTEMPTS) {
      throw new IllegalArgumentException(
          "resilience4j.retry.instances.spektif.max-attempts must be at most " + MAX_ATTEMPTS);
    }
    var pauses = pauses(retry);
    if (pauses.compareTo(MAX_PAUSES) > 0) {
      throw new IllegalArgumentException(
          "resilience4j.retry.instances.spektif: the waits between the tries must be at most "
              + MAX_PAUSES.toSeconds()
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
    return new CallTimeBudget(capacity, pauses);
  }

  /**
   * The time that must be left for another try: its waits, the pause before it and the try itself.
   */
  Duration roomForAnother(Operation operation, Duration tryTimeout) {
    return tryTimeout.plus(capacity.longestWait(operation)).plus(pauses);
  }

  private static Duration pauses(Retry retry) {
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
