package dev.otpauth.spektif.account;

import dev.otpauth.spektif.account.CallKind.Role;
import dev.otpauth.spektif.account.ProbeSchedule.Need;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Decides before each call whether to withhold it because the provider rejects our credentials or
 * address.
 */
@Component
public final class AuthFailureGate {

  /**
   * The maximum time that a caller waits for a probe, so that a whole call takes less than 25 s.
   */
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);

  private final AuthFailureBreaker breaker;
  private final Probe probe;
  private final ProbeSchedule schedule;
  private final Clock clock;

  AuthFailureGate(AuthFailureBreaker breaker, Probe probe, ProbeSchedule schedule, Clock clock) {
    this.breaker = breaker;
    this.probe = probe;
    this.schedule = schedule;
    this.clock = clock;
  }

  /**
   * Whether to withhold the call that is about to be made. May probe first, for at most a second.
   */
  public boolean isWithheld() {
    return switch (breaker.permit(clock.instant())) {
      case GO -> false;
      case PROBE_FIRST -> {
        probe.make(PROBE_TIMEOUT);
        yield beginsToWithhold();
      }
      case WITHHOLD -> true;
    };
  }

  /** Restarts the probe schedule with short pauses if the breaker has just tripped. */
  private boolean beginsToWithhold() {
    if (!breaker.isTripped()) {
      return false;
    }
    schedule.restartFor(Need.TRIP, clock.instant());
    return true;
  }

  /** The time until a probe may let calls through again; at least a second. */
  public Duration remainingWait() {
    return schedule.left(clock.instant());
  }

  /** Records that a call was refused for our account. */
  public void refused(Role role, Diagnosis diagnosis, Instant at) {
    if (diagnosis.cause().isAuthentication()) {
      breaker.refused(role, at);
    }
  }

  /** Records a response that only authenticated clients get. */
  public void acknowledged() {
    breaker.acknowledged();
  }
}
