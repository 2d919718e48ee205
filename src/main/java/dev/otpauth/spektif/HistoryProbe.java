package dev.otpauth.spektif;

import dev.otpauth.spektif.account.ProbeAnswer;
import dev.otpauth.spektif.account.ProbeTarget;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Probes the provider by reading one history entry. A probe sends no message and is counted neither
 * by the rate limiters nor by the circuit breaker, but an accepted probe moves an open circuit to
 * half-open.
 */
@Component
final class HistoryProbe implements ProbeTarget {

  private static final SpektifRequest PROBE =
      SpektifRequest.to(Operation.HISTORY).with("page", 1).with("per_page", 1);

  private final ProviderExchanges exchanges;
  private final ProviderCircuitBreaker circuitBreaker;
  private final Outages outages;
  private final SpektifProperties properties;

  HistoryProbe(
      ProviderExchanges exchanges,
      ProviderCircuitBreaker circuitBreaker,
      Outages outages,
      SpektifProperties properties) {
    this.exchanges = exchanges;
    this.circuitBreaker = circuitBreaker;
    this.outages = outages;
    this.properties = properties;
  }

  @Override
  public ProbeAnswer probe(Duration limit) {
    var classified = exchanges.make(PROBE, limit);
    var category = classified.category();
    var accepted = category == ResponseCategory.ACCEPTED;
    if (accepted) {
      circuitBreaker.probeAccepted();
    }
    return new ProbeAnswer(
        PROBE.kind(), category.tag(), accepted, classified.diagnosis(), classified.at());
  }

  @Override
  public Duration tryTimeout() {
    return properties.tryTimeout();
  }

  @Override
  public boolean isDown() {
    return circuitBreaker.isInDoubt() || outages.canBeProbed();
  }

  @Override
  public boolean isInDoubt() {
    return outages.isInDoubt();
  }
}
