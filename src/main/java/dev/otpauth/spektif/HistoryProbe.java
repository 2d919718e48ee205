package dev.otpauth.spektif;

import dev.otpauth.spektif.account.ProbeAnswer;
import dev.otpauth.spektif.account.ProbeTarget;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * Asks the provider for one entry of its history. Nothing is sent, and neither the budget of calls
 * nor the circuit breaker counts it; but an accepted one lets the circuit be tried.
 */
@Component
final class HistoryProbe implements ProbeTarget {

  private static final Asked PROBE = Asked.of(Operation.HISTORY);
  private static final MultiValueMap<String, String> ONE_ENTRY = oneEntry();

  private final SpektifApi api;
  private final Exchanges exchanges;
  private final Circuit circuit;
  private final Outages outages;
  private final SpektifProperties properties;

  HistoryProbe(
      SpektifApi api,
      Exchanges exchanges,
      Circuit circuit,
      Outages outages,
      SpektifProperties properties) {
    this.api = api;
    this.exchanges = exchanges;
    this.circuit = circuit;
    this.outages = outages;
    this.properties = properties;
  }

  @Override
  public ProbeAnswer ask(Duration limit) {
    var verdict = exchanges.make(PROBE.operation(), () -> api.history(ONE_ENTRY), limit);
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

  private static MultiValueMap<String, String> oneEntry() {
    var filters = new LinkedMultiValueMap<String, String>();
    filters.add("page", "1");
    filters.add("per_page", "1");
    return filters;
  }
}
