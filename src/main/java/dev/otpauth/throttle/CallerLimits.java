package dev.otpauth.throttle;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings: limits of single callers that replace the common ones.
 *
 * @param clients the configured callers
 */
@Validated
@ConfigurationProperties("otp")
record CallerLimits(@DefaultValue List<@Valid @NotNull Client> clients) {

  /** No caller has limits of its own. */
  static final CallerLimits NONE = new CallerLimits(List.of());

  /** The limits of a caller; empty if it is not configured. */
  Optional<Client> of(String callerId) {
    return clients.stream().filter(it -> callerId.equals(it.id())).findFirst();
  }

  /**
   * One caller.
   *
   * @param sendDelays the waits between its sends to one number; null for the common ones
   * @param dailyBudget its maximum sends per day (UTC); null for the common one
   */
  record Client(
      @Nullable String id,
      @Size(max = 100)
          @Nullable List<@NotNull @DurationMin(seconds = 0) @DurationMax(days = 30) Duration>
              sendDelays,
      @Nullable @Min(1) Integer dailyBudget) {}
}
