package dev.otpauth.verification.web;

import dev.otpauth.caller.Caller;
import dev.otpauth.phone.WrittenNumber;
import dev.otpauth.verification.RequestOtp;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /auth/otp/request}. {@link #toString} omits the caller's input. */
record OtpRequestBody(
    @NotBlank(message = "{validation.required}")
        @UnambiguousNumber(mobile = true, message = "{problem.invalid_request.mobile}")
        @Nullable WrittenNumber mobile,
    @Pattern(regexp = "[a-z][a-z0-9_-]{0,31}", message = "{validation.purpose}")
        @Nullable String purpose,
    @IpAddress @Nullable String clientIp,
    @UnambiguousNumber(message = "{validation.from_number}") @Nullable WrittenNumber fromNumber) {

  /** The command; only for a valid body. */
  RequestOtp toCommand(Caller caller) {
    return new RequestOtp(
        caller.id(),
        Objects.requireNonNull(mobile).number().orElseThrow(),
        Objects.requireNonNullElse(purpose, "login"),
        clientIp == null ? null : ClientAddress.parse(clientIp).orElseThrow(),
        WrittenNumber.numberOf(fromNumber));
  }

  @Override
  public String toString() {
    return "OtpRequestBody";
  }
}
