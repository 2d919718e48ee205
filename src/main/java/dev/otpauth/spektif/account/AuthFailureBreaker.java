package dev.otpauth.spektif.account;

import dev.otpauth.spektif.account.CallKind.Role;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Withholds calls while the provider refuses who we are; apart from the circuit breaker, which is
 * about a provider that is down.
 *
 * <p>It takes two refusals: a caller's, and the probe's that the next caller has to wait for. One
 * of them alone may be about that call alone.
 */
@Component
final class AuthFailureBreaker {

  /** What may be done with a call. */
  enum Permit {
    GO,
    /** The provider is to be probed first. */
    PROBE_FIRST,
    WITHHOLD
  }

  private enum State {
    TRUSTED,
    SUSPECTED,
    /** One caller is probing; the others are not kept waiting. */
    PROBING,
    TRIPPED
  }

  private static final Logger log = LoggerFactory.getLogger(AuthFailureBreaker.class);

  private final boolean probed;
  private volatile State state = State.TRUSTED;
  private Instant nextTrial = Instant.EPOCH;
  private Instant quietUntil = Instant.EPOCH;

  AuthFailureBreaker(ProbeProperties probing, MeterRegistry meters) {
    // Without probes, nothing would find out that it is over.
    this.probed = probing.enabled();
    Gauge.builder("spektif.account.tripped", this, it -> it.isTripped() ? 1 : 0)
        .description("Whether calls are withheld because the provider refuses who we are")
        .register(meters);
  }

  boolean isTripped() {
    return state == State.TRIPPED;
  }

  /** Whether it is in doubt, or certain, that the provider refuses who we are. */
  boolean isConcerned() {
    return state != State.TRUSTED;
  }

  /** A call is about to be made. */
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
        // One call now and then is let through all the same, in case that probes alone are refused.
        nextTrial = now.plus(ProbeSchedule.REFUSED_INTERVAL);
        yield Permit.GO;
      }
    };
  }

  /** A caller's call was refused for who we are. */
  synchronized void refused(Role role, Instant now) {
    if (!probed || !isOfCodes(role) || now.isBefore(quietUntil)) {
      return;
    }
    if (state != State.TRIPPED) {
      state = State.SUSPECTED;
    }
  }

  /** What some accounts may not do does not suffice, where they may send codes all the same. */
  private static boolean isOfCodes(Role role) {
    return switch (role) {
      case SEND, FOLLOW_UP -> true;
      case QUERY, CRM -> false;
    };
  }

  /** A caller's call was answered as only one of ours can be. */
  void acknowledged() {
    if (state != State.TRUSTED) {
      trust();
    }
  }

  /** The provider was probed. */
  synchronized void probed(boolean refused, Instant now) {
    if (state == State.TRUSTED || (refused && state == State.TRIPPED)) {
      return;
    }
    if (!refused) {
      // It was about the calls themselves; not every one that follows has to probe again.
      quietUntil = now.plus(ProbeSchedule.OUTAGE_INTERVAL);
      trust();
      return;
    }
    state = State.TRIPPED;
    nextTrial = now.plus(ProbeSchedule.REFUSED_INTERVAL);
    log.atWarn().log("Calls to Spektif are withheld: it refuses who we are");
  }

  private synchronized void trust() {
    var tripped = isTripped();
    state = State.TRUSTED;
    if (tripped) {
      log.atInfo().log("Calls to Spektif are made again: it no longer refuses who we are");
    }
  }
}
