package dev.otpauth.verification;

import java.util.Locale;

/** Why a verification failed. */
public enum FailureReason {
  SEND_FAILED,
  ATTEMPTS_EXHAUSTED,
  CANCELLED;

  /** The value in JSON: the name in lower case. */
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }
}
