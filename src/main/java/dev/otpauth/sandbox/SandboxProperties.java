package dev.otpauth.sandbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who can reach the sandbox.
 *
 * @param expose whether other machines may: whoever reaches it reads every code and calls as
 *     anybody
 */
@ConfigurationProperties("otp.sandbox")
record SandboxProperties(@DefaultValue("false") boolean expose) {}
