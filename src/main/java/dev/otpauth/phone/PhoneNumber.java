package dev.otpauth.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A phone number in E.164 form (ITU-T E.164). Prints masked.
 *
 * @param e164 {@code +}, country code and subscriber number, at most 15 digits
 */
public record PhoneNumber(String e164) {

  private static final String DEFAULT_REGION = "ID";
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  /**
   * What people and address books write. Letters are left out: vanity numbers are not dialled here.
   */
  private static final Pattern WRITTEN = Pattern.compile("\\+?[0-9 ().\\-/\\u00a0]{4,40}");

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
   * Reads a mobile number in any usual form; one without a country code is Indonesian.
   *
   * @return empty where the number is impossible or not a mobile
   */
  public static Optional<PhoneNumber> parseMobile(String written) {
    // Only a valid number has a type.
    return parseLibrary(written)
        .filter(number -> MOBILE.contains(LIBRARY.getNumberType(number)))
        .map(PhoneNumber::of);
  }

  /**
   * Reads any dialable number in any usual form; one without a country code is Indonesian.
   *
   * @return empty where no number of that length exists in its country
   */
  public static Optional<PhoneNumber> parse(String written) {
    return parseLibrary(written).filter(LIBRARY::isPossibleNumber).map(PhoneNumber::of);
  }

  private static Optional<Phonenumber.PhoneNumber> parseLibrary(String written) {
    var trimmed = written.strip();
    if (!WRITTEN.matcher(trimmed).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LIBRARY.parse(trimmed, DEFAULT_REGION));
    } catch (NumberParseException _) {
      return Optional.empty();
    }
  }

  private static PhoneNumber of(Phonenumber.PhoneNumber number) {
    return new PhoneNumber(LIBRARY.format(number, PhoneNumberFormat.E164));
  }

  /** The digits with country code and without {@code +}, as providers write numbers. */
  public String digits() {
    return e164.substring(1);
  }

  /** The ISO 3166 region the number belongs to, such as {@code ID}; {@code ZZ} where unknown. */
  public String region() {
    var regions = LIBRARY.getRegionCodesForCountryCode(countryCode());
    return regions.size() == 1 ? regions.getFirst() : regionAmongSeveral();
  }

  private String regionAmongSeveral() {
    try {
      var region = LIBRARY.getRegionCodeForNumber(LIBRARY.parse(e164, null));
      return region == null ? "ZZ" : region;
    } catch (NumberParseException _) {
      return "ZZ";
    }
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
