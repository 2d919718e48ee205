package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A caller's wish that a code be checked.
 *
 * @param purpose must be the one requested, where given
 * @param mobile must be the one requested, where given
 */
public record ConfirmOtp(
    String callerId,
    UUID requestId,
    OtpCode code,
    @Nullable String purpose,
    @Nullable PhoneNumber mobile) {}
