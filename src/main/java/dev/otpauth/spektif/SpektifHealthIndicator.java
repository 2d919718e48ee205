package dev.otpauth.spektif;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Component {@code spektif}: what is wrong with the provider or our account, and what to do. */
@Component
final class SpektifHealthIndicator implements HealthIndicator {

  private final Circuit circuit;
  private final AccountTrouble trouble;

  SpektifHealthIndicator(Circuit circuit, AccountTrouble trouble) {
    this.circuit = circuit;
    this.trouble = trouble;
  }

  @Override
  public Health health() {
    var refusal = trouble.current();
    if (refusal.isPresent()) {
      return Health.down()
          .withDetail("problem", refusal.get().words())
          .withDetail("operation", refusal.get().operation().tag())
          .withDetail("since", refusal.get().at().toString())
          .build();
    }
    if (circuit.isOpen()) {
      var problem =
          "circuit open: the provider failed too often and is asked again in %d s"
              .formatted(circuit.remainingWait().plusMillis(999).toSeconds());
      return Health.down().withDetail("problem", problem).build();
    }
    return Health.up().build();
  }
}
