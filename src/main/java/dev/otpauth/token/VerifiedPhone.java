package dev.otpauth.token;

import dev.otpauth.phone.PhoneNumber;
import java.time.Instant;
import java.util.UUID;

/**
 * What a token is the proof of.
 *
 * @param requestId the verification's; it has one token, however often that is signed
 * @param callerId whom the token is for
 * @param verifiedAt when the code was found right, by the provider's clock
 * @param provenAt when that was written down, by our clock: the token's life begins here
 */
public record VerifiedPhone(
    UUID requestId,
    String callerId,
    PhoneNumber mobile,
    String purpose,
    Instant verifiedAt,
    Instant provenAt) {}
