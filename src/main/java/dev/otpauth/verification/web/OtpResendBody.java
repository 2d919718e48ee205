package dev.otpauth.verification.web;

import dev.otpauth.caller.Caller;
import dev.otpauth.verification.ResendOtp;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /auth/otp/resend}. {@link #toString} omits the caller's input. */
record OtpResendBody(
    @NotBlank(message = "{validation.required}")
        @Pattern(regexp = RequestId.PATTERN, message = "{validation.request_id}")
        @Nullable String requestId) {

  /** The command; only for a valid body. */
  ResendOtp toCommand(Caller caller) {
    return new ResendOtp(caller.id(), UUID.fromString(Objects.requireNonNull(requestId)));
  }

  @Override
  public String toString() {
    return "OtpResendBody";
  }
}
