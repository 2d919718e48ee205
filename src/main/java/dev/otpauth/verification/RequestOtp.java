package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A caller's wish that a code be sent.
 *
 * @param clientIp the subscriber's address, where the caller knows it
 * @param sender one of the configured senders; the default one where absent
 */
public record RequestOtp(
    String callerId,
    PhoneNumber mobile,
    String purpose,
    @Nullable InetAddress clientIp,
    @Nullable PhoneNumber sender) {
  @Override
  public String toString() {
    return "RequestOtp[callerId=%s, mobile=%s, purpose=%s]".formatted(callerId, mobile, purpose);
  }
}
