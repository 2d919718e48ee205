package dev.otpauth.spektif;

import dev.otpauth.spektif.account.ProbeAnswer;
import dev.otpauth.spektif.account.ProbeTarget;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Asks the provider for one entry of its history. Nothing is sent, and neither the budget of calls
 * nor the circuit breaker counts it; but an accepted one lets the circuit be tried.
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
  public ProbeAnswer ask(Duration limit) {
    var classified = exchanges.make(PROBE, limit);
    var category = classified.category();
    var accepted = category == ResponseCategory.ACCEPTED;
    if (accepted) {
      circuitBreaker.seenAlive();
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
    return circuitBreaker.isInDoubt() || outages.isToBeProbed();
  }

  @Override
  public boolean isInDoubt() {
    return outages.isInDoubt();
  }
}
