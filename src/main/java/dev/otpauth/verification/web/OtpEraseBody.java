package dev.otpauth.verification.web;

import dev.otpauth.phone.PhoneNumber;
import jakarta.validation.constraints.NotBlank;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /auth/otp/erase}. Prints without what a caller wrote.
 *
 * @param mobile any dialable number: one that was a mobile when it was stored may not count as one
 *     any more
 */
record OtpEraseBody(
    @NotBlank(message = "{validation.required}")
        @Dialable(message = "{problem.invalid_request.mobile}")
        @Nullable WrittenNumber mobile) {

  /** The number of a valid body. */
  PhoneNumber number() {
    return Objects.requireNonNull(mobile).number().orElseThrow();
  }

  @Override
  public String toString() {
    return "OtpEraseBody";
  }
}
