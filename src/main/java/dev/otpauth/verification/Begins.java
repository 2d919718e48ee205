package dev.otpauth.verification;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.testnumber.TestNumbers;
import dev.otpauth.throttle.Send;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes what callers want to {@link Begin}: numbers become digests and ciphertexts. */
@Component
class Begins {

  /** Of an IPv6 address, what one subscriber has: a /64 (RFC 6177). */
  private static final int NETWORK_BYTES = 8;

  private final PhoneVault vault;
  private final TestNumbers testNumbers;
  private final Destinations destinations;
  private final OtpProvider provider;
  private final VerificationProperties properties;

  Begins(
      PhoneVault vault,
      TestNumbers testNumbers,
      Destinations destinations,
      OtpProvider provider,
      VerificationProperties properties) {
    this.vault = vault;
    this.testNumbers = testNumbers;
    this.destinations = destinations;
    this.provider = provider;
    this.properties = properties;
  }

  Begin.Request of(RequestOtp request) {
    var wanted = request.sender();
    var sender = wanted == null ? provider.senders().getFirst() : wanted;
    var phone = vault.digest(request.mobile());
    return new Begin.Request(
        refusal(request.mobile(), sender),
        UuidVersion7Strategy.INSTANCE.generateUuid(null),
        request.mobile(),
        new NewVerification(
            request.callerId(),
            request.purpose(),
            phone,
            vault.seal(request.mobile()),
            sender,
            properties.maxAttempts()),
        send(request, sender, phone));
  }

  private @Nullable Refusal refusal(PhoneNumber mobile, PhoneNumber sender) {
    if (!destinations.allow(mobile)) {
      return new Refusal.DestinationBlocked();
    }
    return provider.senders().contains(sender) ? null : new Refusal.UnknownSender();
  }

  /** What the limits look at; absent for a test number, which they do not concern. */
  private @Nullable Send send(RequestOtp request, PhoneNumber sender, KeyedDigest phone) {
    var address = request.clientIp();
    return testNumbers.includes(request.mobile())
        ? null
        : new Send(
            sender.e164(), phone, request.callerId(), address == null ? null : network(address));
  }

  private KeyedDigest network(InetAddress address) {
    var bytes = address.getAddress();
    var network = Arrays.copyOf(bytes, Math.min(bytes.length, NETWORK_BYTES));
    return vault.digest("network\n" + HexFormat.of().formatHex(network));
  }

  Begin.Resend of(ResendOtp resend) {
    return new Begin.Resend(resend.requestId());
  }

  Begin.Confirm of(ConfirmOtp confirm) {
    var mobile = confirm.mobile();
    return new Begin.Confirm(
        confirm.requestId(), confirm.purpose(), mobile == null ? null : vault.digest(mobile));
  }
}
