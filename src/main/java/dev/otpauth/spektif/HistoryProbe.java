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

  private final Exchanges exchanges;
  private final Circuit circuit;
  private final Outages outages;
  private final SpektifProperties properties;

  HistoryProbe(
      Exchanges exchanges, Circuit circuit, Outages outages, SpektifProperties properties) {
    this.exchanges = exchanges;
    this.circuit = circuit;
    this.outages = outages;
    this.properties = properties;
  }

  @Override
  public ProbeAnswer ask(Duration limit) {
    var verdict = exchanges.make(PROBE, limit);
    var meaning = verdict.meaning();
    var accepted = meaning == Meaning.ACCEPTED;
    if (accepted) {
      circuit.seenAlive();
    }
    return new ProbeAnswer(
        PROBE.kind(), meaning.tag(), accepted, verdict.diagnosis(), verdict.at());
  }

  @Override
  public Duration tryTimeout() {
    return properties.tryTimeout();
  }

  @Override
  public boolean isDown() {
    return circuit.isInDoubt() || outages.isToBeProbed();
  }

  @Override
  public boolean isInDoubt() {
    return outages.isInDoubt();
  }
}
