package dev.otpauth.verification.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /auth/otp/resend}. */
record OtpResendBody(
    @NotBlank(message = "{validation.required}")
        @Pattern(regexp = RequestId.PATTERN, message = "{validation.request_id}")
        @Nullable String requestId) {

  /** The id of a valid body. */
  UUID id() {
    return UUID.fromString(Objects.requireNonNull(requestId));
  }
}
