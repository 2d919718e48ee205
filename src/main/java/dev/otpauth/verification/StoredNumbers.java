package dev.otpauth.verification;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.throttle.ThrottleMemory;
import dev.otpauth.token.InactiveTokens;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Erases the data of a number in every module that stores it. */
@Component
class StoredNumbers {

  private final VerificationLedger verifications;
  private final InactiveTokens tokens;
  private final ThrottleMemory limits;

  StoredNumbers(VerificationLedger verifications, InactiveTokens tokens, ThrottleMemory limits) {
    this.verifications = verifications;
    this.tokens = tokens;
    this.limits = limits;
  }

  /**
   * Erases a number's verifications of all callers and its rate-limit counters, and revokes its
   * tokens.
   *
   * @return how many verifications were erased
   */
  int erase(KeyedDigest phone, Instant now) {
    var erased = verifications.erase(phone, now);
    // After the verifications, so that no new token can be issued meanwhile.
    tokens.deactivateAllOf(phone);
    limits.forget(phone);
    return erased;
  }
}
