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

/** Where codes may be sent to, and from. That it is a mobile number is checked where it is read. */
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

  /** Whether a number is a test number, now: nothing is sent to it. */
  boolean isTest(PhoneNumber mobile) {
    return testNumbers.includes(mobile);
  }

  /** Whether a verification's number is one. */
  boolean isTest(Verification verification) {
    return !testNumbers.isEmpty() && isTest(vault.open(verification.phone()));
  }

  /** The first code of a verification, as the limits look at it; empty for a test number. */
  Optional<Send> send(PhoneNumber mobile, NewVerification of) {
    return send(mobile, of.sender().e164(), of.phoneDigest(), of.callerId(), of.network());
  }

  /** Another code of a verification, likewise. */
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
