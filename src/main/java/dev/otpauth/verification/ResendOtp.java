package dev.otpauth.verification;

import java.util.UUID;

/** A caller's wish that another code be sent in place of the one before. */
public record ResendOtp(String callerId, UUID requestId) {}
