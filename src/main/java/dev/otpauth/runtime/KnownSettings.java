package dev.otpauth.runtime;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** The known settings below our prefixes, as properties and as environment variables. */
final class KnownSettings {

  private final Map<Class<?>, String> groups;
  private final List<SettingPath> paths;
  private final Pattern ours;

  KnownSettings(Map<Class<?>, String> groups, Collection<SettingPath> paths) {
    this.groups = Map.copyOf(groups);
    // Two records may bind the same setting, such as a caller's id.
    var byName = new TreeMap<String, SettingPath>();
    paths.forEach(it -> byName.put(it.toString(), it));
    this.paths = List.copyOf(byName.values());
    var prefixes = paths.stream().map(SettingPath::prefix).distinct().toList();
    this.ours = Pattern.compile("(?i)(%s)[._].+".formatted(String.join("|", prefixes)));
  }

  /** The records that bind them, with their prefixes. */
  Map<Class<?>, String> groups() {
    return groups;
  }

  List<SettingPath> paths() {
    return paths;
  }

  /** Whether the name has one of our prefixes, known or not. */
  boolean isOurs(String name) {
    return ours.matcher(name).matches();
  }

  /** Returns the known setting for a property name; empty if unknown. */
  Optional<SettingPath> property(String name) {
    return paths.stream().filter(it -> it.isProperty(name)).findFirst();
  }

  /** Returns the known setting for an environment variable; empty if unknown. */
  Optional<SettingPath> variable(String name) {
    return paths.stream().filter(it -> it.isVariable(name)).findFirst();
  }

  /** Whether the property is a group of settings without a value of its own. */
  boolean isGroup(String property) {
    return isAbove(property + ".");
  }

  /**
   * Returns suggestions for an unknown name: the known settings that contain all its words, else
   * the one with the smallest edit distance.
   */
  List<String> suggestions(String unknown) {
    var spelt = dotted(unknown);
    var candidates =
        paths.stream()
            .map(it -> it.as(spelt))
            .sorted(Comparator.comparingInt(it -> distance(spelt, it)));
    var sorted = candidates.toList();
    var words = words(spelt);
    var holding = sorted.stream().filter(it -> words(it).containsAll(words)).limit(2).toList();
    return holding.isEmpty() || distance(spelt, sorted.getFirst()) <= 2
        ? sorted.subList(0, 1)
        : holding;
  }

  /** Returns the environment variable that sets the property. */
  String variableOf(String property) {
    if (!isOurs(property)) {
      return SettingPath.capitals(property.replace("-", ""));
    }
    var form = property.replaceAll("\\[\\d+]", "[]");
    if (isAbove(form + SettingPath.INDEX + ".")) {
      return SettingPath.capitals(property.replace('-', '_')) + "_0_…";
    }
    if (isAbove(form + ".")) {
      return SettingPath.capitals(property.replace("-", "")) + "_…";
    }
    return property(property)
        .map(it -> it.variable(property))
        .orElseGet(() -> SettingPath.capitals(property.replace('-', '_')));
  }

  private boolean isAbove(String beginning) {
    return paths.stream().anyMatch(it -> it.toString().startsWith(beginning));
  }

  /** Returns the property name with its environment variable. */
  String named(String property) {
    return "%s (environment %s)".formatted(property, variableOf(property));
  }

  private static String dotted(String name) {
    var isVariable = name.indexOf('.') < 0;
    var dots = isVariable ? name.toLowerCase(Locale.ROOT).replace('_', '.') : name;
    return ConfigurationPropertyName.adapt(dots, '.').toString();
  }

  private static List<String> words(String name) {
    return Stream.of(name.split("[.\\-\\[\\]]+", -1)).filter(it -> !it.isEmpty()).toList();
  }

  private static int distance(String one, String other) {
    return EditDistance.between(uniform(one), uniform(other));
  }

  private static String uniform(String name) {
    var whole = new StringBuilder();
    var read = ConfigurationPropertyName.adapt(name, '.');
    for (var i = 0; i < read.getNumberOfElements(); i++) {
      whole.append(read.getElement(i, Form.UNIFORM));
    }
    return whole.toString();
  }
}
