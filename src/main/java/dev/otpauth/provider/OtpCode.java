package dev.otpauth.provider;

import dev.otpauth.phone.CodePoints;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A one-time password. {@code toString()} is masked.
 *
 * @param value 4 to 10 ASCII letters or digits
 */
public record OtpCode(String value) {

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{4,10}");

  /** A code with a word before or after it, which is no code: "is 123456", "OTP 1234". */
  private static final Pattern WORD_BESIDE_A_CODE =
      Pattern.compile("[A-Za-z ]+ ([0-9] ?){4,10}|([0-9] ?){4,10} [A-Za-z ]+");

  /** Characters that may surround a code and are not punctuation in Unicode. */
  private static final String MORE_QUOTES = "`~<>|\u00b4";

  public OtpCode {
    if (!CODE.matcher(value).matches()) {
      throw new IllegalArgumentException("a code has 4 to 10 letters or digits");
    }
  }

  /**
   * Parses a code as a person types or copies it. Ignores spaces, dashes and invisible characters,
   * and any quotes, asterisks, brackets and full stops around it; accepts digits of any script and
   * full-width letters; keeps the case.
   *
   * @return empty if the text is no code
   */
  public static Optional<OtpCode> parse(String typed) {
    var copied = typed.codePoints().map(CodePoints::toAscii).toArray();
    var start = 0;
    var end = copied.length;
    while (start < end && isAround(copied[start])) {
      start++;
    }
    while (end > start && isAround(copied[end - 1])) {
      end--;
    }
    var inside = new StringBuilder();
    for (var at = start; at < end; at++) {
      if (CodePoints.isSpace(copied[at])) {
        inside.append(inside.charAt(inside.length() - 1) == ' ' ? "" : " ");
      } else if (!CodePoints.isSpacing(copied[at])) {
        inside.appendCodePoint(copied[at]);
      }
    }
    return read(inside.toString());
  }

  private static Optional<OtpCode> read(String inside) {
    var value = inside.replace(" ", "");
    return CODE.matcher(value).matches() && !WORD_BESIDE_A_CODE.matcher(inside).matches()
        ? Optional.of(new OtpCode(value))
        : Optional.empty();
  }

  private static boolean isAround(int character) {
    return CodePoints.isSpacing(character)
        || MORE_QUOTES.indexOf(character) >= 0
        || switch (Character.getType(character)) {
          case Character.OTHER_PUNCTUATION,
              Character.START_PUNCTUATION,
              Character.END_PUNCTUATION,
              Character.INITIAL_QUOTE_PUNCTUATION,
              Character.FINAL_QUOTE_PUNCTUATION,
              Character.CONNECTOR_PUNCTUATION ->
              true;
          default -> false;
        };
  }

  @Override
  public String toString() {
    return "******";
  }
}
