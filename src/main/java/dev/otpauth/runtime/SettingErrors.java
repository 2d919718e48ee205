package dev.otpauth.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with settings, each told once and by its name; of one setting, the first word. */
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
   * Adds an objection.
   *
   * @param words what ends the sentence "Setting …"
   */
  void add(String property, String words) {
    sentences.putIfAbsent(
        property, "Setting %s %s.".formatted(known.named(property), withoutStop(words)));
  }

  /** Adds a whole sentence about a name that may be no setting at all. */
  void addSentence(String about, String sentence) {
    sentences.putIfAbsent(about, sentence);
  }

  /** Adds what one of our own classes says: a message that begins with the setting's name. */
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

  /** Whether something is wrong with this setting or one below it. */
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

  /** What else the message names is given its variable as well. */
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
