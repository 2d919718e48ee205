package dev.otpauth.spektif.account;

import dev.otpauth.spektif.account.CallKind.Role;
import dev.otpauth.spektif.account.ProbeSchedule.Need;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Withholds calls while the provider refuses who we are. */
@Component
public final class AuthFailureGate {

  /** What a caller is kept waiting for a probe, so that a whole call stays under 25 s. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final AuthFailureBreaker breaker;
  private final Probe probe;
  private final ProbeSchedule pace;
  private final Clock clock;

  AuthFailureGate(AuthFailureBreaker breaker, Probe probe, ProbeSchedule pace, Clock clock) {
    this.breaker = breaker;
    this.probe = probe;
    this.pace = pace;
    this.clock = clock;
  }

  /**
   * Whether a call that is about to be made is to be withheld; may probe for that, for a second.
   */
  public boolean isWithheld() {
    return switch (breaker.permit(clock.instant())) {
      case GO -> false;
      case PROBE_FIRST -> {
        probe.make(SHORT);
        yield beginsToWithhold();
      }
      case WITHHOLD -> true;
    };
  }

  /** However long it was refused before: calls wait now, and the first pauses are short again. */
  private boolean beginsToWithhold() {
    if (!breaker.isTripped()) {
      return false;
    }
    pace.turnTo(Need.TRIP, clock.instant());
    return true;
  }

  /** What is left until a probe may let calls through again; at least a second. */
  public Duration remainingWait() {
    return pace.left(clock.instant());
  }

  /** A call was refused for our account. */
  public void refused(Role role, Diagnosis diagnosis, Instant at) {
    if (diagnosis.cause().isAuthentication()) {
      breaker.refused(role, at);
    }
  }

  /** A call was answered as only one of ours can be. */
  public void acknowledged() {
    breaker.acknowledged();
  }
}
