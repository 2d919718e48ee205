package dev.otpauth.verification;

import dev.otpauth.phone.EncryptedPhone;
import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.throttle.ClientNetwork;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The values that a new verification starts with.
 *
 * @param network the subscriber's network; null if unknown
 */
record NewVerification(
    String callerId,
    String purpose,
    KeyedDigest phoneDigest,
    EncryptedPhone phone,
    @Nullable ClientNetwork network,
    PhoneNumber sender,
    int maxAttempts) {

  /** How long a code counts as valid until the provider states its validity. */
  static final Duration USUAL_VALIDITY = Duration.ofMinutes(5);
}
