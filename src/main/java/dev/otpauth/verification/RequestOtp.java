package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Command: send a code to a number.
 *
 * @param clientIp the subscriber's address; null if the caller did not pass it
 * @param sender one of the configured senders; null for the default
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
