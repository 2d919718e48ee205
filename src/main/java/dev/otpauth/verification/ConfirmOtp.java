package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Command: check a code.
 *
 * @param purpose if not null, must equal that of the request
 * @param mobile if not null, must equal that of the request
 */
public record ConfirmOtp(
    String callerId,
    UUID requestId,
    OtpCode code,
    @Nullable String purpose,
    @Nullable PhoneNumber mobile) {}
