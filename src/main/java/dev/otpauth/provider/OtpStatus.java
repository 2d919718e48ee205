package dev.otpauth.provider;

import java.util.Locale;
import java.util.Optional;

/** The provider's six states of a code. */
public enum OtpStatus {
  PENDING,
  SENT,
  DELIVERED,
  VERIFIED,
  EXPIRED,
  FAILED;

  /** The value in JSON: lower case. */
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Parses a value, ignoring case and surrounding white space; empty if unknown. */
  public static Optional<OtpStatus> parse(String value) {
    var wanted = value.strip().toLowerCase(Locale.ROOT);
    for (var status : values()) {
      if (status.value().equals(wanted)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  /** Whether the state is final. */
  public boolean isFinal() {
    return switch (this) {
      case PENDING, SENT, DELIVERED -> false;
      case VERIFIED, EXPIRED, FAILED -> true;
    };
  }
}
