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
 * A phone number in E.164 form, and the parser for every spelling of one. {@link #toString} is
 * masked.
 *
 * <p>Every spelling has one meaning: {@code +62…}, {@code 0062…}, {@code 62…}, {@code 0…} and
 * {@code 8…} are Indonesian; {@code +} or {@code 00} precede any other country code; {@code tel:}
 * may come first. Spaces, dashes, brackets, dots and invisible marks are ignored, and digits may be
 * of any script. A number without {@code +}, 00, 0 or 62 in front is Indonesian only if it is a
 * valid Indonesian mobile, or not valid in any other country.
 *
 * @param e164 {@code +}, country code and subscriber number, at most 15 digits
 */
public record PhoneNumber(String e164) {

  private static final String INDONESIA = "62";

  /** The first digit of an Indonesian mobile after the country code. */
  private static final String INDONESIAN_MOBILE = "8";

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  /** 15 of E.164, and a 0 before and after the country code. */
  private static final int MAX_DIGITS = 17;

  /** Fewer digits of an echo do not identify a number. */
  private static final int MIN_ECHO_DIGITS = 7;

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
   * Parses a mobile number in any spelling.
   *
   * @return empty if the number is impossible or not a mobile
   */
  public static Optional<PhoneNumber> parseMobile(String written) {
    return parse(written).filter(PhoneNumber::isMobile);
  }

  /**
   * Parses any dialable number in any spelling.
   *
   * @return empty if its country has no numbers of that length, or the country is ambiguous
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

  /** After a 0: an Indonesian number, or a country code if it is not valid otherwise. */
  private static Optional<PhoneNumber> indonesian(String digits) {
    var number = international(INDONESIA + digits);
    return digits.startsWith(INDONESIA) && number.filter(PhoneNumber::isValid).isEmpty()
        ? international(digits).filter(PhoneNumber::isMobile).or(() -> number)
        : number;
  }

  /** Indonesian; empty if it is valid in another country and not a valid Indonesian mobile. */
  private static Optional<PhoneNumber> withoutCountry(String digits) {
    var number = international(INDONESIA + digits);
    return international(digits).filter(PhoneNumber::isValid).isEmpty()
            || (digits.startsWith(INDONESIAN_MOBILE)
                && number.filter(PhoneNumber::isValid).isPresent())
        ? number
        : Optional.empty();
  }

  /**
   * Parses a text as a mobile number of another country whose {@code +} was left out. If codes are
   * sent to that country, the text is ambiguous.
   *
   * @return empty if the text states its country, or is no such number
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
   * Parses a number echoed by a provider: digits with country code, or else any other spelling. See
   * {@link #mayBeEchoedAs}.
   */
  public static Optional<PhoneNumber> parseEcho(String echo) {
    return NumberSyntax.of(echo)
        .flatMap(
            spelling ->
                spelling.lead() == Lead.NONE && !spelling.digits().startsWith(INDONESIAN_MOBILE)
                    ? international(spelling.digits())
                    : withoutPlus(spelling).or(() -> of(spelling)));
  }

  /** Whether an echo parsed as the other number may mean this one. */
  public boolean mayBeEchoedAs(PhoneNumber other) {
    return equals(other) || digits().equals(INDONESIA + other.digits());
  }

  /**
   * Whether an echo means another number: this one does not end in its digits, with or without
   * country code. Masked, very short or non-numeric echoes do not contradict.
   */
  public boolean isContradictedBy(String echo) {
    return NumberSyntax.of(echo)
            .map(spelling -> LEADING_ZEROS.matcher(spelling.digits()).replaceFirst(""))
            .filter(it -> it.length() >= MIN_ECHO_DIGITS && !digits().endsWith(it))
            .isPresent()
        && parseEcho(echo).filter(this::mayBeEchoedAs).isEmpty();
  }

  /** Parses digits that begin with a country code; empty if no number of that length exists. */
  private static Optional<PhoneNumber> international(String digits) {
    if (digits.length() > MAX_DIGITS) {
      return Optional.empty();
    }
    try {
      var number = LIBRARY.parse("+" + digits, null);
      if (!LIBRARY.isPossibleNumber(number)) {
        return Optional.empty();
      }
      var e164 = LIBRARY.format(number, PhoneNumberFormat.E164);
      // The library drops one leading 0 of several, so parse its result until it is stable.
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

  /** Whether it is a valid mobile number, or in a range that its country also uses for mobiles. */
  public boolean isMobile() {
    return MOBILE.contains(LIBRARY.getNumberType(toLibrary()));
  }

  private Phonenumber.PhoneNumber toLibrary() {
    var national = nationalDigits();
    var number =
        new Phonenumber.PhoneNumber()
            .setCountryCode(countryCode())
            .setNationalNumber(Long.parseLong(national));
    // Leading zeros are part of the number in some countries, such as Italy.
    var zeros = national.length() - LEADING_ZEROS.matcher(national).replaceFirst("").length();
    return zeros == 0 ? number : number.setItalianLeadingZero(true).setNumberOfLeadingZeros(zeros);
  }

  /** The digits with country code and without {@code +}. */
  public String digits() {
    return e164.substring(1);
  }

  /** The digits after the country code. */
  public String nationalDigits() {
    var code = countryCode();
    return e164.substring(1 + (code == 0 ? 0 : Integer.toString(code).length()));
  }

  /** The ISO 3166 region of the number, such as {@code ID}; {@code ZZ} if unknown. */
  public String region() {
    var regions = LIBRARY.getRegionCodesForCountryCode(countryCode());
    return regions.size() == 1 ? regions.getFirst() : regionAmongSeveral();
  }

  private String regionAmongSeveral() {
    var region = LIBRARY.getRegionCodeForNumber(toLibrary());
    return region == null ? "ZZ" : region;
  }

  /** {@code +}, the country code and the next three digits, which identify the operator. */
  public String prefix() {
    var code = countryCode();
    return e164.substring(0, code == 0 ? 4 : 4 + Integer.toString(code).length());
  }

  /** The country code; 0 if unknown. No country code is the start of another (ITU-T E.164). */
  private int countryCode() {
    for (var digits = 1; digits <= 3; digits++) {
      var code = Integer.parseInt(e164, 1, 1 + digits, 10);
      if (COUNTRY_CODES.contains(code)) {
        return code;
      }
    }
    return 0;
  }

  /** The number with all but the first two and last three digits as asterisks. */
  public String masked() {
    return e164.substring(0, 3) + "*".repeat(e164.length() - 6) + e164.substring(e164.length() - 3);
  }

  @Override
  public String toString() {
    return masked();
  }
}
