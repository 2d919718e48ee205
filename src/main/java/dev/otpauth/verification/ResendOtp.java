package dev.otpauth.verification;

import java.util.UUID;

/** Command: send a new code that replaces the one before. */
public record ResendOtp(String callerId, UUID requestId) {}
