package dev.otpauth.provider;

/** The call may or may not have been processed: its answer was lost, cut, unreadable or a 5xx. */
public record Unknown() implements SendResult, VerifyResult, StatusResult, HistoryResult {}
