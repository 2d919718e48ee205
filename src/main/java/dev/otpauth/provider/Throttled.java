package dev.otpauth.provider;

import java.time.Duration;

/**
 * The provider told us to wait; nothing was sent and no attempt counted.
 *
 * @param retryAfter at least a second
 */
public record Throttled(Duration retryAfter)
    implements SendResult, VerifyResult, StatusResult, HistoryResult, CrmResult {}
