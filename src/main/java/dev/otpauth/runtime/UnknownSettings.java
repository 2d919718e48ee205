package dev.otpauth.runtime;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Reports unknown names with our prefixes, from environment variables, files and arguments. */
final class UnknownSettings {

  private final KnownSettings known;
  private final ConfigurableEnvironment environment;

  UnknownSettings(KnownSettings known, ConfigurableEnvironment environment) {
    this.known = known;
    this.environment = environment;
  }

  void report(SettingErrors errors) {
    for (var source : environment.getPropertySources()) {
      if (source instanceof SystemEnvironmentPropertySource variables) {
        reportVariables(variables, errors);
      } else if (source instanceof EnumerablePropertySource<?> named) {
        reportProperties(named, errors);
      }
    }
  }

  private void reportVariables(SystemEnvironmentPropertySource variables, SettingErrors errors) {
    var names = ours(variables);
    var links = ServiceLinks.among(variables);
    for (var name : names) {
      if (known.variable(name).isEmpty() && !links.include(name)) {
        errors.addSentence(
            name,
            "Environment variable %s is not known: did you mean %s?"
                .formatted(
                    name,
                    known.suggestions(name).stream()
                        .map(it -> "%s (%s)".formatted(known.variableOf(it), it))
                        .collect(Collectors.joining(" or "))));
      }
    }
  }

  private void reportProperties(EnumerablePropertySource<?> source, SettingErrors errors) {
    for (var name : ours(source)) {
      if (known.property(name).isEmpty() && !isEmptyGroup(name, source)) {
        errors.addSentence(
            name,
            "Setting %s is not known: did you mean %s?"
                .formatted(
                    name,
                    known.suggestions(name).stream()
                        .map(known::named)
                        .collect(Collectors.joining(" or "))));
      }
    }
  }

  private Set<String> ours(EnumerablePropertySource<?> source) {
    var names = new TreeSet<String>();
    for (var name : source.getPropertyNames()) {
      if (known.isOurs(name)) {
        names.add(name);
      }
    }
    return names;
  }

  /** Whether it is a YAML key without content. */
  private boolean isEmptyGroup(String name, PropertySource<?> source) {
    return known.isGroup(name) && "".equals(source.getProperty(name));
  }
}
