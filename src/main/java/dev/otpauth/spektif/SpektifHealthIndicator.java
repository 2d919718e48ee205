package dev.otpauth.spektif;

import dev.otpauth.spektif.account.AccountHealth;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Health component {@code spektif}: what is wrong with the provider or our account, and what to do.
 */
@Component
final class SpektifHealthIndicator implements HealthIndicator {

  private final AccountHealth account;
  private final ProviderCircuitBreaker circuitBreaker;
  private final Outages outages;

  SpektifHealthIndicator(
      AccountHealth account, ProviderCircuitBreaker circuitBreaker, Outages outages) {
    this.account = account;
    this.circuitBreaker = circuitBreaker;
    this.outages = outages;
  }

  @Override
  public Health health() {
    var health = worst();
    addOthers(health);
    account.addProbe(health);
    return health.build();
  }

  private Health.Builder worst() {
    return account
        .refusal()
        .or(this::openCircuitHealth)
        .or(this::outageHealth)
        .orElseGet(Health::up);
  }

  private Optional<Health.Builder> openCircuitHealth() {
    return circuitBreaker.isOpen() ? Optional.of(openCircuit()) : Optional.empty();
  }

  private Health.Builder openCircuit() {
    var seconds = circuitBreaker.remainingWait().plusMillis(999).toSeconds();
    return Health.down()
        .withDetail(
            "problem",
            "circuit open: the provider failed too often and is asked again in %s s"
                .formatted(seconds))
        .withDetail("cause", "circuit_open")
        .withDetail("since", circuitBreaker.since().toString());
  }

  private Optional<Health.Builder> outageHealth() {
    return outages
        .current()
        .map(
            failing ->
                Health.down()
                    .withDetail("problem", failing.outage().problem())
                    .withDetail("cause", failing.outage().cause().tag())
                    .withDetail("operation", failing.operation().tag())
                    .withDetail("since", failing.since().toString()));
  }

  /** Adds the problems other than the main one. */
  private void addOthers(Health.Builder health) {
    var mainProblem = health.build().getDetails().get("problem");
    var others =
        Stream.concat(
                account.problems(), outages.current().stream().map(it -> it.outage().problem()))
            .distinct()
            .filter(it -> !it.equals(mainProblem))
            .toList();
    if (!others.isEmpty()) {
      health.withDetail("also", others);
    }
  }
}
