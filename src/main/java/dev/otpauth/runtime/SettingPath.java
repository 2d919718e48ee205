package dev.otpauth.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name of a setting, where {@code []} stands for a place in a list and {@code *} for a key of a
 * map.
 */
final class SettingPath {

  static final String INDEX = "[]";
  static final String KEY = "*";

  private final List<String> elements;
  private final Pattern property;
  private final Pattern variable;

  private SettingPath(List<String> elements) {
    this.elements = List.copyOf(elements);
    this.property = Pattern.compile("(?i)" + asProperty());
    this.variable = Pattern.compile("(?i)" + asVariable("_") + "|" + asVariable(""));
  }

  static SettingPath of(String prefix) {
    return new SettingPath(List.of(prefix.split("\\.", -1)));
  }

  SettingPath then(String element) {
    var longer = new ArrayList<>(elements);
    longer.add(element);
    return new SettingPath(longer);
  }

  String prefix() {
    return elements.getFirst();
  }

  /** Whether a property of this name is meant, however it is spelt. */
  boolean isProperty(String name) {
    return property.matcher(name).matches();
  }

  /** Whether an environment variable of this name is meant. */
  boolean isVariable(String name) {
    return variable.matcher(name).matches();
  }

  boolean isKeyed() {
    return elements.contains(KEY);
  }

  /** The path down to the map whose entry this is. */
  String map() {
    return String.join(".", elements.subList(0, elements.indexOf(KEY)));
  }

  /** The environment variable that sets the property, one of this path. */
  String variable(String property) {
    if (!isKeyed()) {
      return capitals(property.replace('-', '_'));
    }
    // A map's own name is read without the dash alone; what stands below it, with either.
    var map = map();
    return capitals(map.replace("-", "") + property.substring(map.length()).replace('-', '_'));
  }

  /**
   * This path with the places and keys of a name that was meant for it.
   *
   * @param meant with dots in place of all that parts its words
   */
  String as(String meant) {
    var parts = meant.replace("[", ".[").split("[.-]", -1);
    var concrete = new StringBuilder();
    var position = 0;
    for (var element : elements) {
      var part = position < parts.length ? parts[position] : "";
      var written = concrete(element, part);
      concrete.append(position == 0 || written.startsWith("[") ? "" : ".").append(written);
      position += element.split("-", -1).length;
    }
    return concrete.toString();
  }

  private static String concrete(String element, String part) {
    return switch (element) {
      case INDEX -> part.matches("\\[?\\d+]?") ? "[" + part.replaceAll("\\D", "") + "]" : "[0]";
      case KEY -> part.isEmpty() ? "<id>" : part;
      default -> element;
    };
  }

  static String capitals(String property) {
    return property.replaceAll("[.\\[]", "_").replaceAll("[\\]]", "").toUpperCase(Locale.ROOT);
  }

  private String asProperty() {
    var pattern = new StringBuilder();
    for (var i = 0; i < elements.size(); i++) {
      var last = i == elements.size() - 1;
      switch (elements.get(i)) {
        case INDEX -> pattern.append("\\[\\d+]");
        case KEY -> pattern.append(last ? "(\\..+|\\[.+])" : "(\\.[^.\\[]+|\\[[^]]+])");
        default ->
            pattern
                .append(i == 0 ? "" : "\\.")
                .append(String.join("[-_]?", elements.get(i).replace("-", "").split("")));
      }
    }
    return pattern.toString();
  }

  private String asVariable(String dash) {
    return elements.stream()
        .map(
            it ->
                switch (it) {
                  case INDEX -> "\\d+";
                  case KEY -> ".+";
                  default -> it.replace("-", dash);
                })
        .collect(Collectors.joining("_"));
  }

  @Override
  public String toString() {
    return String.join(".", elements).replace("." + INDEX, INDEX);
  }
}
