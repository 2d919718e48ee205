package dev.otpauth.verification;

import org.jspecify.annotations.Nullable;

/**
 * An answer as it went over the wire, to be given again.
 *
 * @param retryAfter the header, in seconds, where there was one
 */
public record KeptAnswer(int status, @Nullable Long retryAfter, String contentType, String body) {}
