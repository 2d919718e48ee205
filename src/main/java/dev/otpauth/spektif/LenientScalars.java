package dev.otpauth.spektif;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads numbers and texts leniently: the provider may write a number as a text, or a text as a
 * number.
 */
final class LenientScalars {

  /** Bounded, so that a long text is cheap to reject. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{0,40})?([eE][+-]?[0-9]{1,4})?");

  private LenientScalars() {}

  /**
   * Returns a number, or a text that holds one; infinite if it is too large, empty if it is
   * neither.
   */
  static OptionalDouble number(JsonNode node) {
    if (node.isNumber()) {
      var value = node.numberValue().doubleValue();
      return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
    return node.isString() ? number(node.stringValue()) : OptionalDouble.empty();
  }

  static OptionalDouble number(String text) {
    var trimmed = text.strip();
    return NUMBER.matcher(trimmed).matches()
        ? OptionalDouble.of(Double.parseDouble(trimmed))
        : OptionalDouble.empty();
  }

  /** Returns a whole number from 0 to {@code Integer.MAX_VALUE}; empty for anything else. */
  static OptionalInt count(JsonNode node) {
    var number = number(node);
    if (number.isEmpty()) {
      return OptionalInt.empty();
    }
    var value = number.getAsDouble();
    return value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value)
        ? OptionalInt.of((int) value)
        : OptionalInt.empty();
  }

  /** Rounds up to whole seconds and clamps to the bounds. */
  static Duration seconds(double value, Duration least, Duration most) {
    var bounded =
        Math.clamp(Math.ceil(value), (double) least.toSeconds(), (double) most.toSeconds());
    return Duration.ofSeconds((long) bounded);
  }

  /** Returns a stripped text, or the digits of a whole number; empty if there is none. */
  static Optional<String> text(JsonNode node) {
    if (node.isString()) {
      return Optional.of(node.stringValue().strip()).filter(it -> !it.isEmpty());
    }
    return node.isIntegralNumber() ? Optional.of(node.asString()) : Optional.empty();
  }
}
