package dev.otpauth.chaos;

import java.util.Locale;

/** The two that an upgrade is about. */
enum JarVersion {
  OLD,
  NEW;

  String value() {
    return name().toLowerCase(Locale.ROOT);
  }
}
