package dev.otpauth.verification.web;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.WrittenNumber;
import jakarta.validation.constraints.NotBlank;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /auth/otp/erase}. Prints without what a caller wrote.
 *
 * @param mobile any dialable number: one that was a mobile when it was stored may not count as one
 *     any more
 * @param providerContact whether the number's contacts at the provider go as well
 */
record OtpEraseBody(
    @NotBlank(message = "{validation.required}")
        @UnambiguousNumber(message = "{problem.invalid_request.mobile}")
        @Nullable WrittenNumber mobile,
    @Nullable Boolean providerContact) {

  /** The number of a valid body. */
  PhoneNumber number() {
    return Objects.requireNonNull(mobile).number().orElseThrow();
  }

  /** Whether the number's contacts at the provider are deleted as well. */
  boolean alsoContacts() {
    return Boolean.TRUE.equals(providerContact);
  }

  @Override
  public String toString() {
    return "OtpEraseBody";
  }
}
