package dev.otpauth.spektif.account;

import dev.otpauth.spektif.account.CallKind.Role;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Opens while the provider rejects our credentials or address, so that calls are withheld. Separate
 * from the circuit breaker, which opens while the provider is down.
 *
 * <p>It trips after two refusals: of a caller's call, and of the probe that the next caller
 * triggers. One alone may concern that call only.
 */
@Component
final class AuthFailureBreaker {

  /** Whether a call may be made. */
  enum Permit {
    GO,
    /** The provider must be probed first. */
    PROBE_FIRST,
    WITHHOLD
  }

  private enum State {
    TRUSTED,
    SUSPECTED,
    /** One caller is probing; calls of others go through meanwhile. */
    PROBING,
    TRIPPED
  }

  private static final Logger log = LoggerFactory.getLogger(AuthFailureBreaker.class);

  private final boolean probed;
  private volatile State state = State.TRUSTED;
  private Instant nextTrial = Instant.EPOCH;
  private Instant quietUntil = Instant.EPOCH;

  AuthFailureBreaker(ProbeProperties properties, MeterRegistry meters) {
    // Without probes, nothing would detect the recovery.
    this.probed = properties.enabled();
    Gauge.builder("spektif.account.tripped", this, it -> it.isTripped() ? 1 : 0)
        .description("Whether calls are withheld because the provider refuses who we are")
        .register(meters);
  }

  boolean isTripped() {
    return state == State.TRIPPED;
  }

  /** Whether the provider rejects our identity, or may do so. */
  boolean isSuspicious() {
    return state != State.TRUSTED;
  }

  /** Returns whether a call may be made now. */
  Permit permit(Instant now) {
    return state == State.TRUSTED ? Permit.GO : decide(now);
  }

  private synchronized Permit decide(Instant now) {
    return switch (state) {
      case TRUSTED, PROBING -> Permit.GO;
      case SUSPECTED -> {
        state = State.PROBING;
        yield Permit.PROBE_FIRST;
      }
      case TRIPPED -> {
        if (now.isBefore(nextTrial)) {
          yield Permit.WITHHOLD;
        }
        // Lets a call through from time to time, in case only probes are refused.
        nextTrial = now.plus(ProbeSchedule.REFUSED_INTERVAL);
        yield Permit.GO;
      }
    };
  }

  /** Records that a caller's call was refused for our identity. */
  synchronized void refused(Role role, Instant now) {
    if (!probed || !isOfCodes(role) || now.isBefore(quietUntil)) {
      return;
    }
    if (state != State.TRIPPED) {
      state = State.SUSPECTED;
    }
  }

  /**
   * Refusals of history or CRM calls do not count: some accounts may send codes and not use those.
   */
  private static boolean isOfCodes(Role role) {
    return switch (role) {
      case SEND, FOLLOW_UP -> true;
      case QUERY, CRM -> false;
    };
  }

  /** Records a response that only authenticated clients get. */
  void acknowledged() {
    if (state != State.TRUSTED) {
      trust();
    }
  }

  /** Records the result of a probe. */
  synchronized void probed(boolean refused, Instant now) {
    if (state == State.TRUSTED || (refused && state == State.TRIPPED)) {
      return;
    }
    if (!refused) {
      // The refusals concerned single calls; the next ones need not probe again.
      quietUntil = now.plus(ProbeSchedule.OUTAGE_INTERVAL);
      trust();
      return;
    }
    state = State.TRIPPED;
    nextTrial = now.plus(ProbeSchedule.REFUSED_INTERVAL);
    log.atWarn()
        .log(
            "Calls to Spektif are withheld because it rejects our credentials or address; retried"
                + " by probes. See health component spektif for the remedy");
  }

  private synchronized void trust() {
    var tripped = isTripped();
    state = State.TRUSTED;
    if (tripped) {
      log.atInfo().log("Calls to Spektif are made again: it accepts our credentials and address");
    }
  }
}
