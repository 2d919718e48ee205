package dev.otpauth.runtime;

import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/** Parses durations in settings; a number without a unit is rejected as ambiguous. */
public final class UnitDuration {

  private static final Pattern BARE = Pattern.compile("[+-]?\\d+");
  private static final Pattern ZERO = Pattern.compile("[+-]?0+");

  private UnitDuration() {}

  /**
   * Parses, for example, {@code 30s}, {@code 12h} or {@code PT30S}; {@code 0} needs no unit.
   *
   * @throws IllegalArgumentException with a message that ends the sentence "Setting …" and does not
   *     quote the text
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
      // Both exceptions quote the text.
      throw new IllegalArgumentException(
          "must be a duration with its unit, such as 500ms, 30s, 5m, 12h or 30d");
    }
  }
}
