package dev.otpauth.spektif;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * Asks the provider for one entry of its history, to learn whether it is there and knows us.
 * Nothing is sent, and neither the budget of calls nor the circuit breaker counts it.
 */
@Component
final class Probe {

  private static final MultiValueMap<String, String> ONE_ENTRY = oneEntry();

  private final SpektifApi api;
  private final Exchanges exchanges;
  private final ProbeFindings findings;
  private final Semaphore oneAtATime = new Semaphore(1);

  Probe(SpektifApi api, Exchanges exchanges, ProbeFindings findings) {
    this.api = api;
    this.exchanges = exchanges;
    this.findings = findings;
  }

  /** Probes, unless that is being done already. */
  void make(Duration limit) {
    if (!oneAtATime.tryAcquire()) {
      return;
    }
    try {
      probe(limit);
    } finally {
      oneAtATime.release();
    }
  }

  /** Probes, or waits for the probe that is being made; unless one found something since then. */
  void share(Duration limit, Instant since) {
    try {
      if (!oneAtATime.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      if (findings.last().filter(it -> !it.at().isBefore(since)).isEmpty()) {
        probe(limit);
      }
    } finally {
      oneAtATime.release();
    }
  }

  private void probe(Duration limit) {
    findings.take(exchanges.make(Operation.HISTORY, () -> api.history(ONE_ENTRY), limit));
  }

  private static MultiValueMap<String, String> oneEntry() {
    var filters = new LinkedMultiValueMap<String, String>();
    filters.add("page", "1");
    filters.add("per_page", "1");
    return filters;
  }
}
