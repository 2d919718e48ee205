package dev.otpauth.operations;

import jakarta.validation.Valid;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of retention.
 *
 * @param retention how long a verification is kept after its last change; at least as long as
 *     idempotency keys
 */
@Validated
@ConfigurationProperties("otp")
record RetentionProperties(
    @DefaultValue("30d") @DurationMin(hours = 24) @DurationMax(days = 36_500) Duration retention,
    @DefaultValue @Valid Audit audit) {

  /**
   * Settings of the audit record.
   *
   * @param retention how long an entry is kept
   */
  record Audit(
      @DefaultValue("365d") @DurationMin(hours = 24) @DurationMax(days = 36_500)
          Duration retention) {}
}
