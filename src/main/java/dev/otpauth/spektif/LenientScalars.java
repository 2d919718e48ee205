package dev.otpauth.spektif;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads the numbers and texts of a provider that may write either as the other. */
final class LenientScalars {

  /** Bounded, so that no text costs more to read than it took to send. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{0,40})?([eE][+-]?[0-9]{1,4})?");

  private LenientScalars() {}

  /** A number, or a text that is one; infinite where it is too large. */
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

  /** A whole number from 0 that fits; empty for any other. */
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

  /** Seconds, rounded up, and brought between the two bounds. */
  static Duration seconds(double value, Duration least, Duration most) {
    var bounded =
        Math.clamp(Math.ceil(value), (double) least.toSeconds(), (double) most.toSeconds());
    return Duration.ofSeconds((long) bounded);
  }

  /**
   * A text without white space around it, or a whole number's digits; empty where there is none.
   */
  static Optional<String> text(JsonNode node) {
    if (node.isString()) {
      return Optional.of(node.stringValue().strip()).filter(it -> !it.isEmpty());
    }
    return node.isIntegralNumber() ? Optional.of(node.asString()) : Optional.empty();
  }
}
