package dev.otpauth.operations;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The name of the environment in logs and traces; {@code application.yml} passes it to both.
 *
 * @param environment such as {@code production}
 */
@Validated
@ConfigurationProperties("otp")
record ObservationProperties(@NotBlank String environment) {}
