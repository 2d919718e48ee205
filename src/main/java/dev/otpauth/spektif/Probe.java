package dev.otpauth.spektif;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;

/**
 * Asks the provider for one entry of its history, to learn whether it is there and knows us.
 * Nothing is sent, and neither the budget of calls nor the circuit breaker counts it.
 */
@Component
final class Probe {

  private static final MultiValueMap<String, String> ONE_ENTRY = oneEntry();

  private final SpektifApi api;
  private final SpektifLine line;
  private final ProbeFindings findings;
  private final Clock clock;
  private final Semaphore oneAtATime = new Semaphore(1);

  Probe(SpektifApi api, SpektifLine line, ProbeFindings findings, Clock clock) {
    this.api = api;
    this.line = line;
    this.findings = findings;
    this.clock = clock;
  }

  /** Probes, unless that is being done already. */
  void make(Duration limit) {
    if (!oneAtATime.tryAcquire()) {
      return;
    }
    try {
      var reply = line.exchange(Mono.defer(() -> api.history(ONE_ENTRY)), limit);
      findings.take(Verdict.of(Operation.HISTORY, reply, clock));
    } finally {
      oneAtATime.release();
    }
  }

  private static MultiValueMap<String, String> oneEntry() {
    var filters = new LinkedMultiValueMap<String, String>();
    filters.add("page", "1");
    filters.add("per_page", "1");
    return filters;
  }
}
