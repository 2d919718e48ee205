package dev.otpauth.operations;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What logs and traces say of this replica; {@code application.yml} hands it on to both.
 *
 * @param environment the place where it runs
 */
@Validated
@ConfigurationProperties("otp")
record ObservationProperties(@NotBlank String environment) {}
