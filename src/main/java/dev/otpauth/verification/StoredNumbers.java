package dev.otpauth.verification;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.throttle.ThrottleMemory;
import dev.otpauth.token.InactiveTokens;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** All that is stored about a number. */
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
   * Erases a number's verifications, whoever asked for them, and what the limits remember of it;
   * its tokens are good no more.
   *
   * @return how many verifications there were
   */
  int erase(KeyedDigest phone, Instant now) {
    var erased = verifications.erase(phone, now);
    // Now that none of them can be confirmed any more.
    tokens.addAllOf(phone);
    limits.forget(phone);
    return erased;
  }
}
