package dev.otpauth.verification;

import java.util.Locale;

/** Whose limit was reached. */
public enum LimitedBy {
  PROVIDER;

  /** The word on the wire: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
