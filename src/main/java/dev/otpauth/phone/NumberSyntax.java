package dev.otpauth.phone;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Splits a written phone number into its prefix and digits. A text with letters, other words, an
 * extension or a second number is not a phone number.
 *
 * @param lead the prefix before the digits
 * @param digits the digits after the prefix, in ASCII; any number of them
 */
record NumberSyntax(Lead lead, String digits) {

  private static final String URI_SCHEME = "tel:";
  private static final int SMALL_PLUS = 0xfe62;

  /** A number that a spreadsheet has turned into a decimal. */
  private static final Pattern DECIMAL = Pattern.compile("\\+?[0-9]+\\.0+");

  private static final String DOTS = ".\u00b7\u2022\u2024\u2027\u2219\u3002\u30fb\uff61\uff65";

  /** How a number states its country. */
  enum Lead {
    /** {@code +} or {@code 00}, followed by the country code. */
    INTERNATIONAL,
    /** A single 0, which is not part of the digits: an Indonesian number. */
    TRUNK,
    /** No prefix; the digits decide. */
    NONE
  }

  /** Parses a text; empty unless it is exactly one number. */
  static Optional<NumberSyntax> of(String written) {
    var digits = new StringBuilder();
    var plus = false;
    if (DECIMAL.matcher(written.strip()).matches()) {
      return Optional.empty();
    }
    for (var at = start(written); at < written.length(); ) {
      var original = written.codePointAt(at);
      at += Character.charCount(original);
      var character = original == SMALL_PLUS ? '+' : CodePoints.toAscii(original);
      if (isDigit(character)) {
        digits.append((char) character);
      } else if (character == '+') {
        if (plus || !digits.isEmpty()) {
          return Optional.empty();
        }
        plus = true;
      } else if (!separates(character)) {
        return Optional.empty();
      }
    }
    return digits.isEmpty() ? Optional.empty() : Optional.of(of(plus, digits.toString()));
  }

  private static NumberSyntax of(boolean plus, String digits) {
    if (plus) {
      return new NumberSyntax(Lead.INTERNATIONAL, digits);
    }
    if (digits.startsWith("00")) {
      return new NumberSyntax(Lead.INTERNATIONAL, digits.substring(2));
    }
    return digits.startsWith("0")
        ? new NumberSyntax(Lead.TRUNK, digits.substring(1))
        : new NumberSyntax(Lead.NONE, digits);
  }

  /** The index after the {@code tel:} scheme (RFC 3966), if present; else 0. */
  private static int start(String written) {
    var at = 0;
    while (at < written.length() && separates(CodePoints.toAscii(written.codePointAt(at)))) {
      at += Character.charCount(written.codePointAt(at));
    }
    return written.regionMatches(true, at, URI_SCHEME, 0, URI_SCHEME.length())
        ? at + URI_SCHEME.length()
        : 0;
  }

  private static boolean separates(int character) {
    var type = Character.getType(character);
    return CodePoints.isSpacing(character)
        || type == Character.START_PUNCTUATION
        || type == Character.END_PUNCTUATION
        || DOTS.indexOf(character) >= 0;
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  @Override
  public String toString() {
    return "NumberSyntax[%s]".formatted(lead);
  }
}
