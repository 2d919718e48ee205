package dev.otpauth.operations;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When the numbers of a prefix look as if nobody reads the codes that are sent to them.
 *
 * @param minSends fewer sends within the hour say nothing
 * @param minVerified the share of sends that is verified where people are behind the numbers
 */
@Validated
@ConfigurationProperties("otp.prefix-watch")
record PrefixProperties(
    @DefaultValue("50") @Min(1) int minSends,
    @DefaultValue("0.2") @DecimalMin("0") @DecimalMax("1") double minVerified) {}
