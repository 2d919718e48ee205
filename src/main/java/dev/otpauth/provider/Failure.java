package dev.otpauth.provider;

/** What any call may come to instead of its own results. */
public sealed interface Failure
    extends SendResult, VerifyResult, StatusResult, HistoryResult, CrmResult
    permits Refused, Throttled, Unknown, Unreachable {}
