package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.testnumber.TestNumbers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where codes may be sent to, and from. That it is a mobile number is checked where it is read. */
@Component
public class Destinations {

  private final VerificationProperties properties;
  private final TestNumbers testNumbers;
  private final OtpProvider provider;

  Destinations(VerificationProperties properties, TestNumbers testNumbers, OtpProvider provider) {
    this.properties = properties;
    this.testNumbers = testNumbers;
    this.provider = provider;
  }

  /** The number that a code is sent from: the one that is wanted, or else the default. */
  PhoneNumber sender(@Nullable PhoneNumber wanted) {
    return wanted == null ? provider.senders().getFirst() : wanted;
  }

  /** Why no code is sent to a number from that sender; empty where one may be. */
  Optional<Refusal> refusal(PhoneNumber mobile, PhoneNumber sender) {
    if (!isAllowed(mobile)) {
      return Optional.of(new Refusal.DestinationBlocked());
    }
    return provider.senders().contains(sender)
        ? Optional.empty()
        : Optional.of(new Refusal.UnknownSender());
  }

  /** Whether the limits concern a number: to a test number nothing is sent. */
  boolean areLimited(PhoneNumber mobile) {
    return !testNumbers.includes(mobile);
  }

  private boolean isAllowed(PhoneNumber number) {
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
