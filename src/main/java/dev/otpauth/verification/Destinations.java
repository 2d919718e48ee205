package dev.otpauth.verification;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.testnumber.TestNumbers;
import dev.otpauth.throttle.ClientNetwork;
import dev.otpauth.throttle.Send;
import dev.otpauth.throttle.VerifiedPrefixes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides to which numbers codes may be sent, and from which senders. Whether a number is a mobile
 * is checked by the request body's validation.
 */
@Component
public class Destinations {

  private final VerificationProperties properties;
  private final TestNumbers testNumbers;
  private final OtpProvider provider;
  private final PhoneVault vault;
  private final VerifiedPrefixes prefixes;

  Destinations(
      VerificationProperties properties,
      TestNumbers testNumbers,
      OtpProvider provider,
      PhoneVault vault,
      VerifiedPrefixes prefixes) {
    this.properties = properties;
    this.testNumbers = testNumbers;
    this.provider = provider;
    this.vault = vault;
    this.prefixes = prefixes;
  }

  /** The sender to use: the requested one, or the default for null. */
  PhoneNumber sender(@Nullable PhoneNumber requested) {
    return requested == null ? provider.senders().getFirst() : requested;
  }

  /** The reason not to send from that sender to that number; empty if it is allowed. */
  Optional<Refusal> refusal(PhoneNumber mobile, PhoneNumber sender) {
    if (!isAllowed(mobile)) {
      return Optional.of(new Refusal.DestinationBlocked());
    }
    return provider.senders().contains(sender)
        ? Optional.empty()
        : Optional.of(new Refusal.UnknownSender());
  }

  /** Whether the number is configured as a test number, to which nothing is sent. */
  boolean isTest(PhoneNumber mobile) {
    return testNumbers.includes(mobile);
  }

  /** Whether a verification's number is a test number. */
  boolean isTest(Verification verification) {
    return !testNumbers.isEmpty() && isTest(vault.open(verification.phone()));
  }

  /** The first send of a verification, as input of the limits; empty for a test number. */
  Optional<Send> send(PhoneNumber mobile, NewVerification of) {
    return send(mobile, of.sender().e164(), of.phoneDigest(), of.callerId(), of.network());
  }

  /** A further send of a verification; empty for a test number. */
  Optional<Send> send(Verification of) {
    var mobile = vault.open(of.phone());
    return send(mobile, of.sender(), of.phoneDigest(), of.callerId(), of.clientNetwork());
  }

  private Optional<Send> send(
      PhoneNumber mobile,
      String sender,
      KeyedDigest phone,
      String callerId,
      @Nullable ClientNetwork network) {
    return isTest(mobile)
        ? Optional.empty()
        : Optional.of(new Send(sender, phone, callerId, network, prefixes.newPrefix(mobile)));
  }

  private boolean isAllowed(PhoneNumber number) {
    if (isTest(number)) {
      return true;
    }
    return isAllowedCountry(number)
        && properties.deniedPrefixes().stream().noneMatch(number.e164()::startsWith);
  }

  /**
   * Whether a text is ambiguous: with a {@code +} in front it would be a number of another allowed
   * country, while without it the same digits are an Indonesian number.
   */
  public boolean isAmbiguous(String written) {
    return PhoneNumber.parseWithoutPlus(written).filter(this::isAllowedCountry).isPresent();
  }

  private boolean isAllowedCountry(PhoneNumber number) {
    return properties.allowedCountries().contains(number.region());
  }
}
