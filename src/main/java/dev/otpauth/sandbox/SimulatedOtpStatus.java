package dev.otpauth.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The provider's six statuses of a code. The simulator never shows {@code PENDING}. */
enum SimulatedOtpStatus {
  PENDING,
  SENT,
  DELIVERED,
  VERIFIED,
  EXPIRED,
  FAILED;

  static Optional<SimulatedOtpStatus> parse(String word) {
    return Arrays.stream(values()).filter(status -> status.value().equals(word)).findFirst();
  }

  String value() {
    return name().toLowerCase(Locale.ROOT);
  }
}
