package dev.otpauth.provider;

/** The failures that are possible for every call. */
public sealed interface Failure
    extends SendResult, VerifyResult, StatusResult, HistoryResult, CrmResult
    permits Refused, Throttled, Unknown, Unreachable {}
