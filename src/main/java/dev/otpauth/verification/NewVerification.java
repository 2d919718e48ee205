package dev.otpauth.verification;

import dev.otpauth.phone.EncryptedPhone;
import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.phone.PhoneNumber;
import java.time.Duration;

/** What a verification is made of. */
record NewVerification(
    String callerId,
    String purpose,
    KeyedDigest phoneDigest,
    EncryptedPhone phone,
    PhoneNumber sender,
    int maxAttempts) {

  /** How long a code is valid where the provider has not said so (yet). */
  static final Duration USUAL_VALIDITY = Duration.ofMinutes(5);
}
