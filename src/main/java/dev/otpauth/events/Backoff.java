package dev.otpauth.events;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Exponential backoff of deliveries: 5 s, tripled with every attempt up to 12 h, with 20 % jitter,
 * so that events that failed together are not retried together.
 */
final class Backoff {

  private static final Duration INITIAL_WAIT = Duration.ofSeconds(5);
  private static final Duration MAX_WAIT = Duration.ofHours(12);
  private static final double JITTER = 0.2;

  private final int maxAttempts;
  private final DoubleSupplier random;

  /**
   * Creates a backoff.
   *
   * @param maxAttempts attempts per event, the first included
   * @param random source of the jitter, uniform from 0 to 1
   */
  Backoff(int maxAttempts, DoubleSupplier random) {
    this.maxAttempts = maxAttempts;
    this.random = random;
  }

  /**
   * The wait after a number of attempts; empty if there are to be no more.
   *
   * @param retryAfter the wait that the endpoint demands, which may prolong the backoff; null if
   *     none
   */
  Optional<Duration> after(int attempts, @Nullable Duration retryAfter) {
    if (attempts >= maxAttempts) {
      return Optional.empty();
    }
    var wait = wait(attempts);
    return Optional.of(retryAfter != null && retryAfter.compareTo(wait) > 0 ? retryAfter : wait);
  }

  private Duration wait(int attempts) {
    var seconds =
        Math.min(
            INITIAL_WAIT.toSeconds() * Math.pow(3, attempts - 1.0), (double) MAX_WAIT.toSeconds());
    var factor = 1 - JITTER + 2 * JITTER * random.getAsDouble();
    return Duration.ofMillis((long) (seconds * factor * 1000));
  }
}
