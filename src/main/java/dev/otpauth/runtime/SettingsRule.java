package dev.otpauth.runtime;

import java.util.Optional;

/**
 * What no single group of settings can see for itself, checked with them at the start. Its bean is
 * made by a static method.
 */
public interface SettingsRule {

  /** The settings that it reads, by the beginning of their names. */
  String subject();

  /** What is wrong: a sentence that begins with the name of a setting, and never quotes a value. */
  Optional<String> objection();
}
