package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.testnumber.TestNumbers;
import org.springframework.stereotype.Component;

/** Where codes may be sent to. That it is a mobile number is checked where it is read. */
@Component
public class Destinations {

  private final VerificationProperties properties;
  private final TestNumbers testNumbers;

  Destinations(VerificationProperties properties, TestNumbers testNumbers) {
    this.properties = properties;
    this.testNumbers = testNumbers;
  }

  boolean allow(PhoneNumber number) {
    if (testNumbers.includes(number)) {
      return true;
    }
    return isAllowedCountry(number)
        && properties.deniedPrefixes().stream().noneMatch(number.e164()::startsWith);
  }

  /**
   * Whether a text is a number of a country that codes are sent to, short of its {@code +}: whoever
   * it was meant for, the Indonesian number of the same digits is somebody else's.
   */
  public boolean areUnclear(String written) {
    return PhoneNumber.parseWithoutPlus(written).filter(this::isAllowedCountry).isPresent();
  }

  private boolean isAllowedCountry(PhoneNumber number) {
    return properties.allowedCountries().contains(number.region());
  }
}
