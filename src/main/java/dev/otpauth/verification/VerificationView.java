package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verification as its caller sees it.
 *
 * @param expiresIn what is left of the code's life; zero once the status is final, negative where
 *     it has run out before that
 * @param resendIn how long until a new code for the number is let through
 * @param verifiedAt present where it is verified
 */
public record VerificationView(
    UUID requestId,
    OtpStatus status,
    @Nullable FailureReason failureReason,
    PhoneNumber mobile,
    String purpose,
    Duration expiresIn,
    Instant expiresAt,
    Duration resendIn,
    int remainingAttempts,
    @Nullable Instant verifiedAt) {}
