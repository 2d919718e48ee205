package dev.otpauth.spektif;

import dev.otpauth.spektif.account.AccountProblemCause;
import dev.otpauth.spektif.account.Probe;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Distinguishes a missing reference, contact or conversation from a missing route. The provider may
 * answer both with HTTP 404; the first is a normal outcome, the second a configuration error.
 */
@Component
final class RouteCheck {

  /** How long the result of a probe is used. */
  private static final Duration MAX_AGE = Duration.ofSeconds(5);

  /** The maximum time that a caller waits for a probe. */
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

  private final Probe probe;
  private final Clock clock;

  RouteCheck(Probe probe, Clock clock) {
    this.probe = probe;
    this.clock = clock;
  }

  /** Returns the response, reclassified as a missing row if a probe shows that the routes exist. */
  ClassifiedResponse check(Operation operation, ClassifiedResponse classified) {
    var diagnosis = classified.diagnosis();
    return operation.mayMissARow()
            && diagnosis != null
            && diagnosis.cause() == AccountProblemCause.NO_ROUTE
            && ResponseFacts.mayBeOfARow(classified.envelope())
            && routesAnswer()
        ? classified.asMissingRow(operation)
        : classified;
  }

  /** Synchronized so that concurrent callers share one probe. */
  private synchronized boolean routesAnswer() {
    return probe.isAcceptedSince(clock.instant().minus(MAX_AGE), PROBE_TIMEOUT);
  }
}
