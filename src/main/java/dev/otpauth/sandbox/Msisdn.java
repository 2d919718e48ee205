package dev.otpauth.sandbox;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number as the provider writes it: digits with the country code and no {@code +}. Prints
 * masked.
 */
record Msisdn(String digits) {

  private static final Pattern VALID = Pattern.compile("[1-9][0-9]{7,14}");

  /** Spaces, dashes, brackets and dots of any kind, and what is invisible. */
  private static final Pattern PUNCTUATION =
      Pattern.compile(
          "[\\s\\p{Z}\\p{Cf}\\p{Pd}\\p{Ps}\\p{Pe}.\\u2212\\u2043\\u30fc\\ufe00-\\ufe0f"
              + "\\u00b7\\u2022\\u2024\\u2027\\u2219\\u3002\\u30fb\\uff0e\\uff61\\uff65]");

  private static final Pattern SCHEME = Pattern.compile("^tel:", Pattern.CASE_INSENSITIVE);
  private static final Pattern WIDE_PLUS = Pattern.compile("^[\\uff0b\\ufe62]");
  private static final String INDONESIA = "62";

  Msisdn {
    if (!VALID.matcher(digits).matches()) {
      throw new IllegalArgumentException("not a phone number");
    }
  }

  /**
   * Reads a number in any usual form, with digits of any script. One that begins with a single 0,
   * or with a bare 8, is Indonesian; an Indonesian one may keep its leading 0 behind the country
   * code.
   */
  static Optional<Msisdn> parse(String text) {
    return read(text).map(Msisdn::withCountryCode).flatMap(Msisdn::valid);
  }

  /** Reads a number as the provider's API does: one that begins with 8 has its country code. */
  static Optional<Msisdn> parseField(String text) {
    return read(text)
        .map(it -> it.startsWith("8") ? it : withCountryCode(it))
        .flatMap(Msisdn::valid);
  }

  private static Optional<String> read(String text) {
    var bare = SCHEME.matcher(PUNCTUATION.matcher(text).replaceAll("")).replaceFirst("");
    return Optional.of(inAscii(WIDE_PLUS.matcher(bare).replaceFirst("+")));
  }

  private static Optional<Msisdn> valid(String digits) {
    return VALID.matcher(digits).matches() ? Optional.of(new Msisdn(digits)) : Optional.empty();
  }

  private static String inAscii(String number) {
    return number
        .codePoints()
        .map(it -> Character.isDigit(it) ? '0' + Character.digit(it, 10) : it)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String withCountryCode(String number) {
    if (number.startsWith("+")) {
      return withoutTrunkZero(number.substring(1));
    }
    if (number.startsWith("00")) {
      return withoutTrunkZero(number.substring(2));
    }
    if (number.startsWith("0")) {
      return INDONESIA + number.substring(1);
    }
    if (number.startsWith("8")) {
      return INDONESIA + number;
    }
    return withoutTrunkZero(number);
  }

  private static String withoutTrunkZero(String digits) {
    return digits.startsWith(INDONESIA + "0") ? INDONESIA + digits.substring(3) : digits;
  }

  String e164() {
    return "+" + digits;
  }

  @Override
  public String toString() {
    return "Msisdn[***]";
  }
}
