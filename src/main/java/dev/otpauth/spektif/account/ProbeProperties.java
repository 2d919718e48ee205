package dev.otpauth.spektif.account;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the provider is probed.
 *
 * @param enabled whether it is, and so whether calls are withheld while it refuses who we are
 * @param refusedInterval the longest pause while it refuses us; the first ones are shorter
 * @param outageInterval the pause while it is down
 */
public record ProbeProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("60s") Duration refusedInterval,
    @DefaultValue("10s") Duration outageInterval) {

  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofHours(1);

  public ProbeProperties {
    check("refused-interval", refusedInterval);
    check("outage-interval", outageInterval);
  }

  private static void check(String name, Duration interval) {
    if (interval.compareTo(LEAST) < 0 || interval.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "spektif.probe.%s must be from 1 s to 1 h".formatted(name));
    }
  }
}
