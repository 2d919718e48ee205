package dev.otpauth.chaos;

import java.util.Locale;

/** What the provider can be asked. */
enum ProviderOperation {
  SEND,
  RESEND,
  VERIFY,
  STATUS,
  HISTORY;

  /** The operation of a path such as {@code /external-api/otp/send}. */
  static ProviderOperation of(String path) {
    return valueOf(path.substring(path.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT));
  }
}
