package dev.otpauth.chaos;

import java.util.Locale;

/** The two that an upgrade is about. */
enum Version {
  OLD,
  NEW;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
