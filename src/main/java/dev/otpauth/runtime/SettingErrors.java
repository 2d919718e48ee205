package dev.otpauth.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects errors about settings, each as a sentence that begins with the name; keeps the first for
 * each setting.
 */
final class SettingErrors {

  private static final Pattern NAME =
      Pattern.compile("[a-z][a-z0-9-]*(?:\\.[\\w-]+(?:\\[\\d+])?)+");
  private static final Pattern START = Pattern.compile("^(?:Setting )?(" + NAME + ") (.*)");

  private final KnownSettings known;
  private final Map<String, String> sentences = new LinkedHashMap<>();

  SettingErrors(KnownSettings known) {
    this.known = known;
  }

  /**
   * Adds an error.
   *
   * @param words the end of the sentence "Setting …"
   */
  void add(String property, String words) {
    sentences.putIfAbsent(
        property, "Setting %s %s.".formatted(known.named(property), withoutStop(words)));
  }

  /** Adds a whole sentence about a name that may not be a setting. */
  void addSentence(String about, String sentence) {
    sentences.putIfAbsent(about, sentence);
  }

  /** Adds a message of our own code, which begins with the setting's name. */
  void addMessage(String message) {
    for (var line : message.split("\n", -1)) {
      var start = START.matcher(line);
      if (start.matches()) {
        add(start.group(1), namedAll(start.group(2)));
      } else {
        sentences.putIfAbsent(line, line.endsWith(".") ? line : line + ".");
      }
    }
  }

  /** Whether there is an error about this setting or one below it. */
  boolean isAbout(String property) {
    return sentences.keySet().stream()
        .anyMatch(
            it ->
                it.equals(property)
                    || it.startsWith(property + ".")
                    || it.startsWith(property + "["));
  }

  List<String> sentences() {
    return new ArrayList<>(sentences.values());
  }

  /** Adds the environment variable to the other settings that a message names. */
  private String namedAll(String words) {
    return NAME.matcher(words)
        .replaceAll(
            it ->
                Matcher.quoteReplacement(
                    known.property(it.group()).isPresent() ? known.named(it.group()) : it.group()));
  }

  private static String withoutStop(String words) {
    return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
  }
}
