package dev.otpauth.operations;

import jakarta.validation.Valid;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long what is over is kept.
 *
 * @param retention of a verification, from its last change; not shorter than idempotency keys are
 *     kept
 */
@Validated
@ConfigurationProperties("otp")
record RetentionProperties(
    @DefaultValue("30d") @DurationMin(hours = 24) @DurationMax(days = 36_500) Duration retention,
    @DefaultValue @Valid Audit audit) {

  /**
   * The audit record.
   *
   * @param retention of an entry
   */
  record Audit(
      @DefaultValue("365d") @DurationMin(hours = 24) @DurationMax(days = 36_500)
          Duration retention) {}
}
