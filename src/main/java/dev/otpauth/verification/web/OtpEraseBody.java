package dev.otpauth.verification.web;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.WrittenNumber;
import jakarta.validation.constraints.NotBlank;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /auth/otp/erase}. {@link #toString} omits the caller's input.
 *
 * @param mobile any dialable number, because a stored number may no longer be classified as a
 *     mobile
 * @param providerContact whether to delete the number's contacts at the provider as well; null
 *     means no
 */
record OtpEraseBody(
    @NotBlank(message = "{validation.required}")
        @UnambiguousNumber(message = "{problem.invalid_request.mobile}")
        @Nullable WrittenNumber mobile,
    @Nullable Boolean providerContact) {

  /** The number; only for a valid body. */
  PhoneNumber number() {
    return Objects.requireNonNull(mobile).number().orElseThrow();
  }

  boolean alsoContacts() {
    return Boolean.TRUE.equals(providerContact);
  }

  @Override
  public String toString() {
    return "OtpEraseBody";
  }
}
