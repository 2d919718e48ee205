package dev.otpauth.sandbox;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number in the provider's format: digits with the country code and without {@code +}.
 * {@link #toString} masks it.
 */
record Msisdn(String digits) {

  private static final Pattern VALID = Pattern.compile("[1-9][0-9]{7,14}");

  /** Spaces, dashes, brackets, dots and invisible characters of any script. */
  private static final Pattern PUNCTUATION =
      Pattern.compile(
          "[\\s\\p{Z}\\p{Cf}\\p{Pd}\\p{Ps}\\p{Pe}.\\u2212\\u2043\\u30fc\\ufe00-\\ufe0f"
              + "\\u00b7\\u2022\\u2024\\u2027\\u2219\\u3002\\u30fb\\uff0e\\uff61\\uff65]");

  private static final Pattern SCHEME = Pattern.compile("^tel:", Pattern.CASE_INSENSITIVE);
  private static final Pattern WIDE_PLUS = Pattern.compile("^[\\uff0b\\ufe62]");

  /** Country codes of one and two digits; all others have three. */
  private static final Pattern COUNTRY_CODE =
      Pattern.compile("[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[1-9][0-9]{2}");

  private static final String INDONESIA = "62";

  Msisdn {
    if (!VALID.matcher(digits).matches()) {
      throw new IllegalArgumentException("not a phone number");
    }
  }

  /**
   * Parses a number in any usual form, with digits of any script. A number that begins with a
   * single 0 or with 8 is Indonesian. An Indonesian number may keep its 0 after the country code.
   * Returns empty if the text is not a phone number.
   */
  static Optional<Msisdn> parse(String text) {
    return valid(withCountryCode(read(text)));
  }

  /**
   * Parses a number whose country code may be a separate field. A country code in the number itself
   * takes precedence.
   */
  static Optional<Msisdn> parse(Optional<String> countryCode, String text) {
    var number = read(text);
    var code = countryCode.map(Msisdn::read).map(it -> it.replaceFirst("^(\\+|00)", ""));
    if (code.isEmpty() || number.startsWith("+") || number.startsWith(code.get())) {
      return parse(text);
    }
    return valid(code.get() + number.replaceFirst("^0", ""));
  }

  /** Returns the country code by the E.164 numbering plan. */
  String countryCode() {
    var code = COUNTRY_CODE.matcher(digits);
    return code.lookingAt() ? code.group() : "";
  }

  /** Returns the number without its country code, as in a contact's {@code mobile}. */
  String national() {
    return digits.substring(countryCode().length());
  }

  private static String read(String text) {
    var bare = SCHEME.matcher(PUNCTUATION.matcher(text).replaceAll("")).replaceFirst("");
    return inAscii(WIDE_PLUS.matcher(bare).replaceFirst("+"));
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
