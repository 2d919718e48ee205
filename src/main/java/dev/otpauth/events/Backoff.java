package dev.otpauth.events;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long a failed event waits: 5 s, three times as long each time, at most 12 h, and a fifth more
 * or less, so that events that failed together do not come back together. The 15 tries of the
 * default take three days.
 */
final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final double SPREAD = 0.2;

  private final DoubleSupplier random;

  /**
   * A back-off with its dice.
   *
   * @param random from 0 to 1, evenly
   */
  Backoff(DoubleSupplier random) {
    this.random = random;
  }

  /** The wait after so many tries. */
  Duration after(int attempts) {
    var seconds =
        Math.min(FIRST.toSeconds() * Math.pow(3, attempts - 1.0), (double) LONGEST.toSeconds());
    var factor = 1 - SPREAD + 2 * SPREAD * random.getAsDouble();
    return Duration.ofMillis((long) (seconds * factor * 1000));
  }
}
