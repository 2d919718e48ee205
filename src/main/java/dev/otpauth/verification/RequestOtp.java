package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A caller's wish that a code be sent.
 *
 * @param clientIp the subscriber's address, where the caller knows it
 * @param sender one of the configured senders; the default one where absent
 * @param claim to the key by which repeats of the call are known
 */
public record RequestOtp(
    String callerId,
    PhoneNumber mobile,
    String purpose,
    @Nullable InetAddress clientIp,
    @Nullable PhoneNumber sender,
    Claim<RequestOutcome> claim) {

  /** The same call, under that claim. */
  public RequestOtp under(Claim<RequestOutcome> of) {
    return new RequestOtp(callerId, mobile, purpose, clientIp, sender, of);
  }
}
