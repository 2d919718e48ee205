package dev.otpauth.token;

import dev.otpauth.phone.PhoneNumber;
import java.time.Instant;
import java.util.UUID;

/**
 * The verified number that a token is issued for.
 *
 * @param requestId the verification, which is also the token's id
 * @param callerId the caller that requested the verification, the token's audience
 * @param verifiedAt when the code was verified, by the provider's clock
 * @param provenAt when that was stored, by our clock; the token's lifetime starts here
 */
public record VerifiedPhone(
    UUID requestId,
    String callerId,
    PhoneNumber mobile,
    String purpose,
    Instant verifiedAt,
    Instant provenAt) {}
