package dev.otpauth.throttle;

import dev.otpauth.runtime.UnitDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rate limit as a token bucket: at most {@code count} at once, refilled evenly over {@code
 * period}.
 *
 * @param count 0: no limit
 */
record Rate(int count, Duration period) {

  static final Rate OFF = new Rate(0, Duration.ZERO);

  private static final String FORM_IN_WORDS =
      "must be a count per duration with its unit, such as 20/1h or 100/24h, or off";
  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,8})/(\\w+)");

  Rate {
    if (count > 0 && period.dividedBy(count).toNanos() < 1_000) {
      throw new IllegalArgumentException("must not be more than one per microsecond");
    }
  }

  /**
   * Parses a setting; Spring's conversion finds this method by its name.
   *
   * @param text {@code 20/1h}, or {@code off}
   */
  public static Rate valueOf(String text) {
    if (text.equals("off")) {
      return OFF;
    }
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(FORM_IN_WORDS);
    }
    return new Rate(Integer.parseInt(form.group(1)), period(form.group(2)));
  }

  private static Duration period(String text) {
    try {
      return UnitDuration.parse(text);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(FORM_IN_WORDS);
    }
  }

  boolean isOff() {
    return count == 0;
  }

  /** The rate with {@code factor} times the count, but at most one per microsecond. */
  Rate times(int factor) {
    var max = Math.min(TimeUnit.MICROSECONDS.convert(period), Integer.MAX_VALUE);
    return isOff() ? OFF : new Rate((int) Math.min((long) count * factor, max), period);
  }

  /** The refill interval of one token, in whole microseconds like PostgreSQL's timestamps. */
  Duration step() {
    return Duration.ofNanos(period.dividedBy(count).toNanos() / 1_000 * 1_000);
  }

  /**
   * When the bucket is full again after taking one token now.
   *
   * @param freeAt when it would be full without that; null if it is full now
   */
  Instant after(@Nullable Instant freeAt, Instant now) {
    return (freeAt == null || freeAt.isBefore(now) ? now : freeAt).plus(step());
  }

  /** The time to refill the whole bucket. */
  Duration burst() {
    return step().multipliedBy(count);
  }
}
