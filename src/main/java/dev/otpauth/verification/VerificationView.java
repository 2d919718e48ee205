package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of a verification as shown to its caller.
 *
 * @param expiresIn remaining validity of the code; zero once the status is final, negative if it
 *     has lapsed before that
 * @param resendIn the wait before a new code may be sent to the number; zero if none
 * @param verifiedAt null unless verified
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
