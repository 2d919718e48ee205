package dev.otpauth.verification.web;

import dev.otpauth.caller.Caller;
import dev.otpauth.phone.WrittenNumber;
import dev.otpauth.provider.OtpCode;
import dev.otpauth.verification.ConfirmOtp;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /auth/otp/confirm}. {@link #toString} omits the caller's input. */
record OtpConfirmBody(
    @NotBlank(message = "{validation.required}")
        @Pattern(regexp = RequestId.PATTERN, message = "{validation.request_id}")
        @Nullable String requestId,
    @NotBlank(message = "{validation.required}") @Code @Nullable String otpCode,
    @Pattern(regexp = "[a-z][a-z0-9_-]{0,31}", message = "{validation.purpose}")
        @Nullable String purpose,
    @UnambiguousNumber(mobile = true, message = "{problem.invalid_request.mobile}")
        @Nullable WrittenNumber mobile) {

  /** The command; only for a valid body. */
  ConfirmOtp toCommand(Caller caller) {
    return new ConfirmOtp(
        caller.id(),
        UUID.fromString(Objects.requireNonNull(requestId)),
        OtpCode.parse(Objects.requireNonNull(otpCode)).orElseThrow(),
        purpose,
        WrittenNumber.numberOf(mobile));
  }

  @Override
  public String toString() {
    return "OtpConfirmBody";
  }
}
