package dev.otpauth.spektif;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tells a missing reference from a missing route: the provider may answer both with HTTP 404, and
 * the one is the subscriber's code that is gone, the other our configuration.
 */
@Component
final class RouteCheck {

  /** What a probe has found holds for so long. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** What a caller is kept waiting for a probe. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final Probe probe;
  private final ProbeFindings findings;
  private final Clock clock;

  RouteCheck(Probe probe, ProbeFindings findings, Clock clock) {
    this.probe = probe;
    this.findings = findings;
    this.clock = clock;
  }

  /** The verdict, or that the reference is lost, where the provider's routes are there. */
  Verdict check(Operation operation, Verdict verdict) {
    var diagnosis = verdict.diagnosis();
    return operation.isByReference()
            && diagnosis != null
            && diagnosis.cause() == Cause.NO_ROUTE
            && Facts.mayBeOfARow(verdict.envelope())
            && routesAnswer()
        ? verdict.lost()
        : verdict;
  }

  /** Callers that ask together wait for one probe. */
  private synchronized boolean routesAnswer() {
    var notBefore = clock.instant().minus(FRESH);
    if (foundSince(notBefore).isEmpty()) {
      probe.share(LIMIT, notBefore);
    }
    return foundSince(notBefore).filter(it -> it.meaning() == Meaning.ACCEPTED).isPresent();
  }

  private Optional<Verdict> foundSince(Instant notBefore) {
    return findings.last().filter(it -> !it.at().isBefore(notBefore));
  }
}
