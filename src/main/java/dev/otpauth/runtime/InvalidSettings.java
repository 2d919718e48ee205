package dev.otpauth.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * Thrown if settings are invalid: one sentence for each, which begins with the setting's name and
 * never quotes its value.
 */
public final class InvalidSettings extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final List<String> sentences;

  InvalidSettings(List<String> sentences) {
    super(String.join("\n", sentences));
    this.sentences = List.copyOf(sentences);
  }

  /** The errors, one sentence for each setting. */
  List<String> sentences() {
    return sentences;
  }

  /**
   * Runs all checks and reports all failures together.
   *
   * @param checks each throws an {@link IllegalArgumentException} whose message begins with the
   *     name of a setting
   * @throws InvalidSettings if any check fails
   */
  public static void unless(Runnable... checks) {
    var errors = new ArrayList<String>();
    for (var check : checks) {
      try {
        check.run();
      } catch (InvalidSettings e) {
        errors.addAll(e.sentences());
      } catch (IllegalArgumentException e) {
        errors.add(String.valueOf(e.getMessage()));
      }
    }
    if (!errors.isEmpty()) {
      throw new InvalidSettings(errors.stream().distinct().toList());
    }
  }
}
