package dev.otpauth.verification.web;

import dev.otpauth.caller.Caller;
import dev.otpauth.verification.ResendOtp;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /auth/otp/resend}. Prints without what a caller wrote. */
record OtpResendBody(
    @NotBlank(message = "{validation.required}")
        @Pattern(regexp = RequestId.PATTERN, message = "{validation.request_id}")
        @Nullable String requestId) {

  /** The command of a valid body. */
  ResendOtp by(Caller caller) {
    return new ResendOtp(caller.id(), UUID.fromString(Objects.requireNonNull(requestId)));
  }

  @Override
  public String toString() {
    return "OtpResendBody";
  }
}
