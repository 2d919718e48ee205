package dev.otpauth.verification;

import dev.otpauth.phone.EncryptedPhone;
import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.throttle.ClientNetwork;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a verification is made of.
 *
 * @param network from which it is asked for; absent where that is not known, or does not count
 */
record NewVerification(
    String callerId,
    String purpose,
    KeyedDigest phoneDigest,
    EncryptedPhone phone,
    @Nullable ClientNetwork network,
    PhoneNumber sender,
    int maxAttempts) {

  /** How long a code is valid where the provider has not said so (yet). */
  static final Duration USUAL_VALIDITY = Duration.ofMinutes(5);
}
