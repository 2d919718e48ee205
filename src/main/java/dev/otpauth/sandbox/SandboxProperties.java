package dev.otpauth.sandbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the sandbox.
 *
 * @param expose whether other machines can reach the sandbox; they can then read every code and
 *     call as {@code demo}
 */
@ConfigurationProperties("otp.sandbox")
record SandboxProperties(@DefaultValue("false") boolean expose) {}
