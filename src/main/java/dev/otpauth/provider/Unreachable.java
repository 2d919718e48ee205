package dev.otpauth.provider;

import java.time.Duration;

/**
 * The call certainly did not reach the provider: no connection, no capacity, or a provider known to
 * be down. For a query, every other transient failure too.
 *
 * @param retryAfter when trying again makes sense; at least a second
 */
public record Unreachable(Duration retryAfter)
    implements SendResult, VerifyResult, StatusResult, HistoryResult, CrmResult {}
