package dev.otpauth.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The provider's six words. {@code PENDING} lasts too short here to be seen. */
enum SimulatedOtpStatus {
  PENDING,
  SENT,
  DELIVERED,
  VERIFIED,
  EXPIRED,
  FAILED;

  static Optional<SimulatedOtpStatus> parse(String word) {
    return Arrays.stream(values()).filter(status -> status.word().equals(word)).findFirst();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
