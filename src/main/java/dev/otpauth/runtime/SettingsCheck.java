package dev.otpauth.runtime;

import jakarta.validation.Validator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.PlaceholderResolutionException;

/** Binds and validates all settings, and reports all errors together. */
final class SettingsCheck {

  private final KnownSettings known;
  private final Validator validator;
  private final ConfigurableEnvironment environment;

  SettingsCheck(KnownSettings known, Validator validator, ConfigurableEnvironment environment) {
    this.known = known;
    this.validator = validator;
    this.environment = environment;
  }

  /**
   * Checks the settings.
   *
   * @param used the records that this start binds, with their prefixes
   * @param rules checks that involve several groups
   * @return empty if all settings are valid
   */
  Optional<InvalidSettings> failure(Map<Class<?>, String> used, List<SettingsRule> rules) {
    var errors = new SettingErrors(known);
    used.forEach((type, prefix) -> read(prefix, type, new CollectingHandler(errors, validator)));
    known
        .groups()
        .forEach(
            (type, prefix) -> {
              if (!used.containsKey(type)) {
                read(prefix, type, new CollectingHandler(errors, null));
              }
            });
    rules.forEach(rule -> apply(rule, errors));
    new UnknownSettings(known, environment).report(errors);
    var sentences = errors.sentences();
    return sentences.isEmpty() ? Optional.empty() : Optional.of(new InvalidSettings(sentences));
  }

  private void read(String prefix, Class<?> type, CollectingHandler handler) {
    var sources = ConfigurationPropertySources.get(environment);
    var placeholders = new PropertySourcesPlaceholdersResolver(environment);
    new Binder(sources, placeholders, conversion())
        .bindOrCreate(prefix, Bindable.of(type), handler);
  }

  private static ConversionService conversion() {
    var conversion = new ApplicationConversionService();
    conversion.addConverter(String.class, Duration.class, UnitDuration::parse);
    return conversion;
  }

  /** Skips a rule if its settings could not be read. */
  private static void apply(SettingsRule rule, SettingErrors errors) {
    if (errors.isAbout(rule.prefix())) {
      return;
    }
    try {
      rule.violation().ifPresent(errors::addMessage);
    } catch (PlaceholderResolutionException _) {
      // The exception's message quotes the value.
      errors.add(rule.prefix(), SettingErrorText.UNRESOLVED);
    }
  }
}
