package dev.otpauth.runtime;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Names that begin like settings of ours and mean none: from a variable, a file or an argument. */
final class UnknownSettings {

  private final KnownSettings known;
  private final ConfigurableEnvironment environment;

  UnknownSettings(KnownSettings known, ConfigurableEnvironment environment) {
    this.known = known;
    this.environment = environment;
  }

  void tell(SettingErrors errors) {
    for (var source : environment.getPropertySources()) {
      if (source instanceof SystemEnvironmentPropertySource variables) {
        tellVariables(variables, errors);
      } else if (source instanceof EnumerablePropertySource<?> named) {
        tellProperties(named, errors);
      }
    }
  }

  private void tellVariables(SystemEnvironmentPropertySource variables, SettingErrors errors) {
    var names = ours(variables);
    var links = ServiceLinks.among(variables);
    for (var name : names) {
      if (known.variable(name).isEmpty() && !links.include(name)) {
        errors.addSentence(
            name,
            "Environment variable %s is not known: did you mean %s?"
                .formatted(
                    name,
                    known.near(name).stream()
                        .map(it -> "%s (%s)".formatted(known.variableOf(it), it))
                        .collect(Collectors.joining(" or "))));
      }
    }
  }

  private void tellProperties(EnumerablePropertySource<?> source, SettingErrors errors) {
    for (var name : ours(source)) {
      if (known.property(name).isEmpty() && !isEmptyGroup(name, source)) {
        errors.addSentence(
            name,
            "Setting %s is not known: did you mean %s?"
                .formatted(
                    name,
                    known.near(name).stream()
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

  /** A heading of a YAML file with nothing below it. */
  private boolean isEmptyGroup(String name, PropertySource<?> source) {
    return known.isGroup(name) && "".equals(source.getProperty(name));
  }
}
