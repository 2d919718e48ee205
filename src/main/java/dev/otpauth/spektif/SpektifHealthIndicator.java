package dev.otpauth.spektif;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Component {@code spektif}: what is wrong with the provider or our account, and what to do. */
@Component
final class SpektifHealthIndicator implements HealthIndicator {

  private final Circuit circuit;
  private final AccountTrouble trouble;
  private final Trip trip;
  private final ProbeFindings probes;

  SpektifHealthIndicator(Circuit circuit, AccountTrouble trouble, Trip trip, ProbeFindings probes) {
    this.circuit = circuit;
    this.trouble = trouble;
    this.trip = trip;
    this.probes = probes;
  }

  @Override
  public Health health() {
    var health = standing();
    probes
        .last()
        .ifPresent(
            it ->
                health
                    .withDetail("probe", it.meaning().tag())
                    .withDetail("probed_at", it.at().toString()));
    return health.build();
  }

  private Health.Builder standing() {
    var troubles = trouble.current();
    if (!troubles.isEmpty()) {
      return refused(troubles);
    }
    return circuit.isOpen() ? open() : Health.up();
  }

  private Health.Builder refused(List<Trouble> troubles) {
    var first = troubles.getFirst();
    var health =
        Health.down()
            .withDetail("problem", first.diagnosis().problem())
            .withDetail("cause", first.cause().tag())
            .withDetail("operation", first.asked().operation().tag())
            .withDetail("since", first.since().toString());
    if (first.asked().sender() != null) {
      health.withDetail("sender", first.asked().sender().toString());
    }
    var others =
        troubles.stream()
            .map(it -> it.diagnosis().problem())
            .distinct()
            .filter(it -> !it.equals(first.diagnosis().problem()))
            .toList();
    if (!others.isEmpty()) {
      health.withDetail("also", others);
    }
    if (trip.isTripped()) {
      health.withDetail("calls", "withheld until a probe is accepted");
    }
    return health;
  }

  private Health.Builder open() {
    var seconds = circuit.remainingWait().plusMillis(999).toSeconds();
    return Health.down()
        .withDetail(
            "problem",
            "circuit open: the provider failed too often and is asked again in %s s"
                .formatted(seconds))
        .withDetail("cause", "circuit_open")
        .withDetail("since", circuit.since().toString());
  }
}
