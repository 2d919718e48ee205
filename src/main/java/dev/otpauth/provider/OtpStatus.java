package dev.otpauth.provider;

import java.util.Locale;
import java.util.Optional;

/** The provider's six words for where a code stands. */
public enum OtpStatus {
  PENDING,
  SENT,
  DELIVERED,
  VERIFIED,
  EXPIRED,
  FAILED;

  /** The word on the wire: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a word, white space and case aside; empty where it is none of the six. */
  public static Optional<OtpStatus> parse(String word) {
    var wanted = word.strip().toLowerCase(Locale.ROOT);
    for (var status : values()) {
      if (status.word().equals(wanted)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  /** Whether nothing can happen to it any more. */
  public boolean isFinal() {
    return switch (this) {
      case PENDING, SENT, DELIVERED -> false;
      case VERIFIED, EXPIRED, FAILED -> true;
    };
  }
}
