package dev.otpauth.spektif;

import dev.otpauth.spektif.account.AccountProblemCause;
import dev.otpauth.spektif.account.Probe;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Tells a missing reference, contact or conversation from a missing route: the provider may answer
 * both with HTTP 404, and the one is what was asked for that is gone, the other our configuration.
 */
@Component
final class RouteCheck {

  /** What a probe has found holds for so long. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** What a caller is kept waiting for a probe. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final Probe probe;
  private final Clock clock;

  RouteCheck(Probe probe, Clock clock) {
    this.probe = probe;
    this.clock = clock;
  }

  /** The verdict, or that what it names is missing, where the provider's routes are there. */
  ClassifiedResponse check(Operation operation, ClassifiedResponse classified) {
    var diagnosis = classified.diagnosis();
    return operation.mayMissARow()
            && diagnosis != null
            && diagnosis.cause() == AccountProblemCause.NO_ROUTE
            && ResponseFacts.mayBeOfARow(classified.envelope())
            && routesAnswer()
        ? classified.missing(operation)
        : classified;
  }

  /** Callers that ask together wait for one probe. */
  private synchronized boolean routesAnswer() {
    return probe.isAcceptedSince(clock.instant().minus(FRESH), LIMIT);
  }
}
