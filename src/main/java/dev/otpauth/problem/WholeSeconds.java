package dev.otpauth.problem;

import java.time.Duration;

/** Durations on the wire: whole seconds, rounded up, so that waiting exactly that long suffices. */
public final class WholeSeconds {

  private WholeSeconds() {}

  /** The duration in whole seconds, rounded up; a negative one is 0. */
  public static long of(Duration duration) {
    return duration.isNegative() ? 0 : duration.plusNanos(999_999_999).toSeconds();
  }
}
