package dev.otpauth.spektif.account;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether the provider is probed.
 *
 * @param enabled also whether calls are withheld while the provider refuses our account: without
 *     probes, nothing would find out that it accepts the account again
 */
public record ProbeProperties(@DefaultValue("true") boolean enabled) {}
