package dev.otpauth.runtime;

import java.util.Optional;

/**
 * A check at the start that involves several groups of settings. Declare its bean by a static
 * method.
 */
public interface SettingsRule {

  /** The common prefix of the settings that it checks. */
  String prefix();

  /**
   * Returns what is wrong, one line for each error; a line begins with the name of a setting and
   * never quotes a value. Empty if the settings are valid.
   */
  Optional<String> violation();
}
