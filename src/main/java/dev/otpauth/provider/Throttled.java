package dev.otpauth.provider;

import java.time.Duration;

/**
 * The provider's rate limit was exceeded: nothing was sent and no attempt counted.
 *
 * @param retryAfter at least a second
 */
public record Throttled(Duration retryAfter) implements Failure {}
