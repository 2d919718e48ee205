package dev.otpauth.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name of a setting, with {@code []} for an index of a list and {@code *} for a key of a map.
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

  /** Whether the property name refers to this setting, in any spelling that Spring Boot accepts. */
  boolean isProperty(String name) {
    return property.matcher(name).matches();
  }

  /** Whether the environment variable refers to this setting. */
  boolean isVariable(String name) {
    return variable.matcher(name).matches();
  }

  boolean isKeyed() {
    return elements.contains(KEY);
  }

  /** Returns the path of the map that contains this entry. */
  String map() {
    return String.join(".", elements.subList(0, elements.indexOf(KEY)));
  }

  /** Returns the environment variable for a property of this path. */
  String variable(String property) {
    if (!isKeyed()) {
      return capitals(property.replace('-', '_'));
    }
    // The dash of the map's name must be omitted; below it, either form works.
    var map = map();
    return capitals(map.replace("-", "") + property.substring(map.length()).replace('-', '_'));
  }

  /**
   * Returns this path with the indexes and keys of a misspelled name.
   *
   * @param meant the name, with its words separated by dots
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
