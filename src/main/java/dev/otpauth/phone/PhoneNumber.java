package dev.otpauth.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import dev.otpauth.phone.NumberSyntax.Lead;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A phone number in E.164 form (ITU-T E.164), and the one reader of whatever is written for one.
 * Prints masked.
 *
 * <p>A number has one meaning in every spelling: {@code +62…}, {@code 0062…}, {@code 62…}, {@code
 * 0…} and {@code 8…} are Indonesian, {@code +} or {@code 00} bring any other country's code, and
 * {@code tel:} may stand before. Spaces, dashes, brackets, dots and invisible marks may be
 * anywhere, digits of any script. Without {@code +}, 00, 0 or 62 at its beginning a number is
 * Indonesian only if it is no valid number of another country, or a valid mobile of Indonesia.
 *
 * @param e164 {@code +}, country code and subscriber number, at most 15 digits
 */
public record PhoneNumber(String e164) {

  private static final String INDONESIA = "62";

  /** What an Indonesian mobile begins with behind the country code. */
  private static final String INDONESIAN_MOBILE = "8";

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  /** E.164 has 15, and a 0 may stand before and behind the country code. */
  private static final int MOST_DIGITS = 17;

  /** Of a number at least that much tells it from others. */
  private static final int LEGIBLE_DIGITS = 7;

  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");

  private static final Set<PhoneNumberType> MOBILE =
      EnumSet.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);
  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
  private static final Set<Integer> COUNTRY_CODES = Set.copyOf(LIBRARY.getSupportedCallingCodes());

  public PhoneNumber {
    if (!E164.matcher(e164).matches()) {
      throw new IllegalArgumentException("not an E.164 number");
    }
  }

  /**
   * Reads a mobile number in any spelling.
   *
   * @return empty where the number is impossible or not a mobile
   */
  public static Optional<PhoneNumber> parseMobile(String written) {
    return parse(written).filter(PhoneNumber::isMobile);
  }

  /**
   * Reads any dialable number in any spelling.
   *
   * @return empty where no number of that length exists in its country, or the country is not clear
   */
  public static Optional<PhoneNumber> parse(String written) {
    return NumberSyntax.of(written).flatMap(PhoneNumber::of);
  }

  private static Optional<PhoneNumber> of(NumberSyntax spelling) {
    var digits = spelling.digits();
    return switch (spelling.lead()) {
      case INTERNATIONAL -> international(digits);
      case TRUNK -> indonesian(digits);
      case NONE -> digits.startsWith(INDONESIA) ? international(digits) : withoutCountry(digits);
    };
  }

  /** A 0 may stand before the country code as well, where the whole is no number otherwise. */
  private static Optional<PhoneNumber> indonesian(String digits) {
    var number = international(INDONESIA + digits);
    return digits.startsWith(INDONESIA) && number.filter(PhoneNumber::isValid).isEmpty()
        ? international(digits).filter(PhoneNumber::isMobile).or(() -> number)
        : number;
  }

  /** Indonesian, unless it is valid as a number of another country and no mobile of Indonesia. */
  private static Optional<PhoneNumber> withoutCountry(String digits) {
    var number = international(INDONESIA + digits);
    return international(digits).filter(PhoneNumber::isValid).isEmpty()
            || (digits.startsWith(INDONESIAN_MOBILE)
                && number.filter(PhoneNumber::isValid).isPresent())
        ? number
        : Optional.empty();
  }

  /**
   * The mobile number of another country that a text would be if its {@code +} had been left out.
   * Where codes are sent to that country, nobody can tell which of the two is meant.
   *
   * @return empty where the text says itself which country it is of
   */
  public static Optional<PhoneNumber> parseWithoutPlus(String written) {
    return NumberSyntax.of(written).flatMap(PhoneNumber::withoutPlus);
  }

  private static Optional<PhoneNumber> withoutPlus(NumberSyntax spelling) {
    return spelling.lead() == Lead.NONE && !spelling.digits().startsWith(INDONESIA)
        ? international(spelling.digits()).filter(PhoneNumber::isMobile)
        : Optional.empty();
  }

  /**
   * Reads a number as a provider echoes it: digits with the country code, and any other spelling
   * where they can be none. See {@link #mayBeEchoedAs}.
   */
  public static Optional<PhoneNumber> parseEcho(String echo) {
    return NumberSyntax.of(echo)
        .flatMap(
            spelling ->
                spelling.lead() == Lead.NONE && !spelling.digits().startsWith(INDONESIAN_MOBILE)
                    ? international(spelling.digits())
                    : withoutPlus(spelling).or(() -> of(spelling)));
  }

  /** Whether an echo that was read as the other number may be about this one. */
  public boolean mayBeEchoedAs(PhoneNumber other) {
    return equals(other) || digits().equals(INDONESIA + other.digits());
  }

  /**
   * Whether an echo is about another number: with or without its country code, this one does not
   * end in it. What is masked, a few digits long or no number at all contradicts nothing.
   */
  public boolean isContradictedBy(String echo) {
    return NumberSyntax.of(echo)
            .map(spelling -> LEADING_ZEROS.matcher(spelling.digits()).replaceFirst(""))
            .filter(it -> it.length() >= LEGIBLE_DIGITS && !digits().endsWith(it))
            .isPresent()
        && parseEcho(echo).filter(this::mayBeEchoedAs).isEmpty();
  }

  /** A number that begins with its country code; empty where there is none of that length. */
  private static Optional<PhoneNumber> international(String digits) {
    if (digits.length() > MOST_DIGITS) {
      return Optional.empty();
    }
    try {
      var number = LIBRARY.parse("+" + digits, null);
      if (!LIBRARY.isPossibleNumber(number)) {
        return Optional.empty();
      }
      var e164 = LIBRARY.format(number, PhoneNumberFormat.E164);
      // It takes one 0 of several; what it makes of a number has to be that number.
      if (e164.length() <= digits.length()) {
        return international(e164.substring(1));
      }
      return E164.matcher(e164).matches() ? Optional.of(new PhoneNumber(e164)) : Optional.empty();
    } catch (NumberParseException _) {
      return Optional.empty();
    }
  }

  private boolean isValid() {
    return LIBRARY.isValidNumber(toLibrary());
  }

  /** Whether it is a valid number of a mobile, as far as its country tells them from others. */
  public boolean isMobile() {
    return MOBILE.contains(LIBRARY.getNumberType(toLibrary()));
  }

  private Phonenumber.PhoneNumber toLibrary() {
    var national = nationalDigits();
    var number =
        new Phonenumber.PhoneNumber()
            .setCountryCode(countryCode())
            .setNationalNumber(Long.parseLong(national));
    // Part of the number, in Italy for one.
    var zeros = national.length() - LEADING_ZEROS.matcher(national).replaceFirst("").length();
    return zeros == 0 ? number : number.setItalianLeadingZero(true).setNumberOfLeadingZeros(zeros);
  }

  /** The digits with country code and without {@code +}, as providers write numbers. */
  public String digits() {
    return e164.substring(1);
  }

  /** The digits behind the country code. */
  public String nationalDigits() {
    var code = countryCode();
    return e164.substring(1 + (code == 0 ? 0 : Integer.toString(code).length()));
  }

  /** The ISO 3166 region the number belongs to, such as {@code ID}; {@code ZZ} where unknown. */
  public String region() {
    var regions = LIBRARY.getRegionCodesForCountryCode(countryCode());
    return regions.size() == 1 ? regions.getFirst() : regionAmongSeveral();
  }

  private String regionAmongSeveral() {
    var region = LIBRARY.getRegionCodeForNumber(toLibrary());
    return region == null ? "ZZ" : region;
  }

  /** The country code and the three digits behind it, which say whose network it is. */
  public String prefix() {
    var code = countryCode();
    return e164.substring(0, code == 0 ? 4 : 4 + Integer.toString(code).length());
  }

  /** No country code begins another (ITU-T E.164); 0 where the number begins with none. */
  private int countryCode() {
    for (var digits = 1; digits <= 3; digits++) {
      var code = Integer.parseInt(e164, 1, 1 + digits, 10);
      if (COUNTRY_CODES.contains(code)) {
        return code;
      }
    }
    return 0;
  }

  /** The first two and the last three digits; the others are asterisks. */
  public String masked() {
    return e164.substring(0, 3) + "*".repeat(e164.length() - 6) + e164.substring(e164.length() - 3);
  }

  @Override
  public String toString() {
    return masked();
  }
}
