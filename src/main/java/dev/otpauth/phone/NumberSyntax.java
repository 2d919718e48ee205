package dev.otpauth.phone;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a text that is a number and nothing else is made of. Letters, words around the number, an
 * extension or a second number make it none.
 *
 * @param lead what stands before the digits
 * @param digits in ASCII, without what stands before; as many as there are
 */
record NumberSyntax(Lead lead, String digits) {

  private static final String URI_SCHEME = "tel:";
  private static final int SMALL_PLUS = 0xfe62;

  /** What spreadsheets make of a number: not another digit of it. */
  private static final Pattern DECIMAL = Pattern.compile("\\+?[0-9]+\\.0+");

  private static final String DOTS = ".\u00b7\u2022\u2024\u2027\u2219\u3002\u30fb\uff61\uff65";

  /** How a number says whose country code it has. */
  enum Lead {
    /** {@code +} or {@code 00}: the country code comes next. */
    INTERNATIONAL,
    /** A single 0, which is not part of the digits: a number of Indonesia. */
    TRUNK,
    /** Nothing: the digits have to tell. */
    NONE
  }

  /** Empty where anything else is written than one number. */
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

  /** Behind the scheme of RFC 3966, where there is one. */
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
