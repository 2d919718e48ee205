package dev.otpauth.throttle;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the limits on sends and guesses.
 *
 * @param sendDelays the waits after the first, second… send to one number; after the last one, the
 *     number must be quiet for the window
 * @param window quiet time after which the counters of a number are reset
 * @param guesses maximum wrong codes in a row for one number, over all its verifications and
 *     callers, and how long it rests after that; at most 100 (NIST SP 800-63B, 5.2.2)
 * @param clientIp sends to one IP address of subscribers; for IPv6, to its /64, and 16 times as
 *     many to its /48 ({@link ClientNetwork})
 * @param caller sends of each caller
 * @param global sends of all callers
 * @param newPrefixes sends of all callers to each prefix (country code and three digits) without
 *     any verified number so far
 * @param dailyBudget maximum sends of each caller per day (UTC); null for no limit
 */
@Validated
@ConfigurationProperties("otp.throttle")
record ThrottleProperties(
    @DefaultValue({"60s", "2m", "5m", "10m"}) @Size(max = 100)
        List<@NotNull @DurationMin(seconds = 0) @DurationMax(days = 30) Duration> sendDelays,
    @DefaultValue("12h") @DurationMin(seconds = 1) @DurationMax(days = 30) Duration window,
    @DefaultValue("100/24h") Rate guesses,
    @DefaultValue("20/1h") Rate clientIp,
    @DefaultValue("off") Rate caller,
    @DefaultValue("off") Rate global,
    @DefaultValue("off") Rate newPrefixes,
    @Nullable @Min(1) Integer dailyBudget) {

  private static final int MOST_GUESSES = 100;

  ThrottleProperties {
    if (guesses.isOff() || guesses.count() > MOST_GUESSES) {
      throw new IllegalArgumentException(
          "otp.throttle.guesses must be 1 to 100 per duration, such as 100/24h");
    }
  }
}
