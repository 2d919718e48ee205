package dev.otpauth.runtime;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads environment variables for entries of a map whose name has a dash, with the dash written as
 * {@code _}, as for other settings: {@code OTP_PRIVACY_ENCRYPTION_KEYS_K1}, which Spring Boot would
 * read as {@code otp.privacy.encryption.keys.k1}. Spring Boot's own spelling, without the dash,
 * takes precedence.
 */
final class MapVariables implements EnvironmentPostProcessor {

  private final KnownSettings known;

  MapVariables() {
    this(SettingCatalogue.ours());
  }

  MapVariables(KnownSettings known) {
    this.known = known;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    var sources = environment.getPropertySources();
    if (sources.get(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
        instanceof SystemEnvironmentPropertySource variables) {
      var entries = new LinkedHashMap<String, Object>();
      known.paths().stream()
          .filter(it -> it.isKeyed() && it.map().contains("-"))
          .forEach(it -> collect(it.map(), variables, entries));
      if (!entries.isEmpty()) {
        sources.addAfter(variables.getName(), new MapPropertySource("map variables", entries));
      }
    }
  }

  private static void collect(
      String map, SystemEnvironmentPropertySource variables, Map<String, Object> found) {
    var beginning = SettingPath.capitals(map.replace('-', '_')) + "_";
    for (var name : variables.getPropertyNames()) {
      var value = variables.getProperty(name);
      if (name.toUpperCase(Locale.ROOT).startsWith(beginning) && value != null) {
        var key = name.substring(beginning.length()).toLowerCase(Locale.ROOT).replace('_', '.');
        found.put(map + "." + key, value);
      }
    }
  }
}
