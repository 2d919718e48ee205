package dev.otpauth.provider;

import java.time.Duration;

/**
 * The call was certainly not executed: no connection, no capacity, a provider that is known to be
 * down, or a file that was not sent completely. For a query, also any other transient failure.
 *
 * @param retryAfter when to try again; at least a second
 */
public record Unreachable(Duration retryAfter) implements Failure {}
