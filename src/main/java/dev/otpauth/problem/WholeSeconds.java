package dev.otpauth.problem;

import java.time.Duration;

/**
 * Converts durations to whole seconds for HTTP, rounded up so that waiting exactly that long is
 * enough.
 */
public final class WholeSeconds {

  private WholeSeconds() {}

  /** The duration in whole seconds, rounded up; a negative one is 0. */
  public static long of(Duration duration) {
    return duration.isNegative() ? 0 : duration.plusNanos(999_999_999).toSeconds();
  }
}
