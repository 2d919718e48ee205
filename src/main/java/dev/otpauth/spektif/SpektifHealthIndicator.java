package dev.otpauth.spektif;

import java.util.List;
import java.util.stream.Stream;
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
  private final Outages outages;

  SpektifHealthIndicator(
      Circuit circuit, AccountTrouble trouble, Trip trip, ProbeFindings probes, Outages outages) {
    this.circuit = circuit;
    this.trouble = trouble;
    this.trip = trip;
    this.probes = probes;
    this.outages = outages;
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
    var outage = outages.current();
    if (circuit.isOpen()) {
      return also(open(), outage.map(it -> it.outage().problem()).stream().toList());
    }
    return outage.map(SpektifHealthIndicator::failing).orElseGet(Health::up);
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
    if (trip.isTripped()) {
      health.withDetail("calls", "withheld until a probe is accepted");
    }
    var others =
        Stream.concat(
                troubles.stream().map(it -> it.diagnosis().problem()),
                outages.current().map(it -> it.outage().problem()).stream())
            .distinct()
            .filter(it -> !it.equals(first.diagnosis().problem()))
            .toList();
    return also(health, others);
  }

  private static Health.Builder failing(Failing failing) {
    return Health.down()
        .withDetail("problem", failing.outage().problem())
        .withDetail("cause", failing.outage().cause().tag())
        .withDetail("operation", failing.operation().tag())
        .withDetail("since", failing.since().toString());
  }

  private static Health.Builder also(Health.Builder health, List<String> problems) {
    return problems.isEmpty() ? health : health.withDetail("also", problems);
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
