package dev.otpauth.operations;

import dev.otpauth.throttle.WaitsInForce.Waits;
import java.time.Instant;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Health component {@code sending}: what prevents all codes from being sent. */
@Component
class SendingHealthIndicator implements HealthIndicator {

  private final StoreGauges stored;

  SendingHealthIndicator(StoreGauges stored) {
    this.stored = stored;
  }

  @Override
  public Health health() {
    return stored.waits().flatMap(SendingHealthIndicator::problem).orElseGet(Health::up).build();
  }

  private static Optional<Health.Builder> problem(Waits waits) {
    if (waits.stopped()) {
      return Optional.of(
          down("an operator has stopped all sending: see table sending_stop for the reason"));
    }
    return Optional.ofNullable(waits.pausedUntil()).map(until -> paused(waits, until));
  }

  private static Health.Builder paused(Waits waits, Instant until) {
    return down(
        "the provider throttles at least half of the sends: %s sender(s) paused until %s"
            .formatted(waits.pausedSenders(), until));
  }

  private static Health.Builder down(String problem) {
    return Health.down().withDetail("problem", problem);
  }
}
