package dev.otpauth.operations;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a caller's codes are confirmed less than they used to be.
 *
 * @param minSends fewer within the hour, or within the week before it, begin no warning
 * @param minOfLastWeek how much of the week's share of verified codes the hour's has to reach
 */
@Validated
@ConfigurationProperties("otp.caller-watch")
record CallerWatchProperties(
    @DefaultValue("100") @Min(1) int minSends,
    @DefaultValue("0.7") @DecimalMin("0") @DecimalMax("1") double minOfLastWeek) {}
