package dev.otpauth.sandbox;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A code on a simulated phone, as the inbox lists it. {@link #toString} omits number and code.
 *
 * @param mobile E.164
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonPropertyOrder({"mobile", "otpCode", "referenceId", "sentAt"})
record OtpMessage(String mobile, String otpCode, String referenceId, Instant sentAt) {

  static OtpMessage of(SimulatedOtp otp) {
    return new OtpMessage(
        otp.destination().e164(),
        otp.code(),
        otp.reference(),
        otp.createdAt().truncatedTo(ChronoUnit.MILLIS));
  }

  @Override
  public String toString() {
    return "OtpMessage[%s]".formatted(referenceId);
  }
}
