package dev.otpauth.events;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How often an event is tried, and how long a failed one waits: 5 s, three times as long each time,
 * at most 12 h, and a fifth more or less, so that events that failed together do not come back
 * together.
 */
final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final double SPREAD = 0.2;

  private final int maxAttempts;
  private final DoubleSupplier random;

  /**
   * A back-off with its dice.
   *
   * @param maxAttempts so often an event is tried
   * @param random from 0 to 1, evenly
   */
  Backoff(int maxAttempts, DoubleSupplier random) {
    this.maxAttempts = maxAttempts;
    this.random = random;
  }

  /**
   * The wait after so many tries; empty where there are to be no more.
   *
   * @param asked how long the endpoint asks to wait, which may make it longer
   */
  Optional<Duration> after(int attempts, @Nullable Duration asked) {
    if (attempts >= maxAttempts) {
      return Optional.empty();
    }
    var wait = wait(attempts);
    return Optional.of(asked != null && asked.compareTo(wait) > 0 ? asked : wait);
  }

  private Duration wait(int attempts) {
    var seconds =
        Math.min(FIRST.toSeconds() * Math.pow(3, attempts - 1.0), (double) LONGEST.toSeconds());
    var factor = 1 - SPREAD + 2 * SPREAD * random.getAsDouble();
    return Duration.ofMillis((long) (seconds * factor * 1000));
  }
}
