package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Shows verifications to their callers. */
@Component
class VerificationViews {

  private final PhoneVault vault;
  private final Clock clock;

  VerificationViews(PhoneVault vault, Clock clock) {
    this.vault = vault;
    this.clock = clock;
  }

  VerificationView of(Verification verification) {
    return new VerificationView(
        verification.id(),
        verification.status(),
        verification.failureReason(),
        mobileOf(verification),
        verification.purpose(),
        Duration.between(clock.instant(), verification.expiresAt()),
        verification.expiresAt(),
        Duration.ZERO,
        verification.remainingAttempts(),
        verification.verifiedAt());
  }

  PhoneNumber mobileOf(Verification verification) {
    return vault.open(verification.phone());
  }
}
