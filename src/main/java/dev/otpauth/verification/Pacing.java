package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.throttle.Cooldowns;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** How long a message has to wait, as the provider last told us. */
@Component
class Pacing {

  private static final Logger log = LoggerFactory.getLogger(Pacing.class);

  private final Cooldowns cooldowns;
  private final PhoneVault vault;
  private final Clock clock;

  Pacing(Cooldowns cooldowns, PhoneVault vault, Clock clock) {
    this.cooldowns = cooldowns;
    this.vault = vault;
    this.clock = clock;
  }

  Optional<Duration> remaining(PhoneNumber sender, PhoneNumber mobile) {
    return cooldowns.remaining(sender.e164(), vault.digest(mobile), clock.instant());
  }

  Optional<Duration> remaining(Verification verification) {
    return cooldowns.remaining(verification.sender(), verification.phoneDigest(), clock.instant());
  }

  /**
   * Remembers the provider's word to wait; what cannot be remembered is asked of it again.
   *
   * @return the longest wait that is now in force
   */
  Duration remember(Verification verification, Duration wait) {
    try {
      var now = clock.instant();
      cooldowns.remember(verification.sender(), verification.phoneDigest(), wait, now);
      return cooldowns
          .remaining(verification.sender(), verification.phoneDigest(), now)
          .orElse(wait);
    } catch (DataAccessException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("A cooldown could not be remembered");
      return wait;
    }
  }
}
