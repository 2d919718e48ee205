package dev.otpauth.runtime;

import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/** Durations as they are written in settings: never a bare number, which could be of any unit. */
public final class UnitDuration {

  private static final Pattern BARE = Pattern.compile("[+-]?\\d+");
  private static final Pattern ZERO = Pattern.compile("[+-]?0+");

  private UnitDuration() {}

  /**
   * Reads {@code 30s}, {@code 12h}, {@code PT30S}, or {@code 0}, which is the same in every unit.
   *
   * @throws IllegalArgumentException that ends the sentence "Setting …", without quoting the text
   */
  public static Duration parse(String text) {
    var stripped = text.strip();
    if (ZERO.matcher(stripped).matches()) {
      return Duration.ZERO;
    }
    if (BARE.matcher(stripped).matches()) {
      throw new IllegalArgumentException(
          "must have a unit, such as 500ms, 30s, 5m, 12h or 30d: a bare number could mean"
              + " anything");
    }
    try {
      return DurationStyle.detectAndParse(stripped);
    } catch (IllegalArgumentException | ArithmeticException _) {
      // Both quote the text.
      throw new IllegalArgumentException(
          "must be a duration with its unit, such as 500ms, 30s, 5m, 12h or 30d");
    }
  }
}
