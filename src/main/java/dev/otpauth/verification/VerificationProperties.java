package dev.otpauth.verification;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of verifications.
 *
 * @param maxAttempts maximum confirms of a verification, over all its resends
 * @param allowedCountries the ISO 3166 regions to which codes are sent
 * @param deniedPrefixes prefixes of E.164 numbers within these regions to which no code is sent
 */
@Validated
@ConfigurationProperties("otp")
record VerificationProperties(
    @DefaultValue("5") @Min(1) @Max(100) int maxAttempts,
    @DefaultValue("ID") @NotEmpty
        Set<@Pattern(regexp = "[A-Z]{2}", message = "must be an ISO region, such as ID") String>
            allowedCountries,
    @DefaultValue
        Set<
                @Pattern(
                    regexp = "\\+[1-9][0-9]{0,14}",
                    message = "must be the start of a number, such as +62812")
                String>
            deniedPrefixes,
    @DefaultValue @Valid Settlement settlement) {

  /**
   * Settings of the settlement of unknown outcomes.
   *
   * @param deadline time after which a send that was not found at the provider counts as failed
   */
  record Settlement(
      @DefaultValue("60s") @DurationMin(seconds = 1) @DurationMax(minutes = 5) Duration deadline) {}
}
