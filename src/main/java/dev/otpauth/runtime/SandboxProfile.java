package dev.otpauth.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.ClassPathResource;

/**
 * The profile that simulates the provider. Whoever can read the source knows its keys and its
 * caller's secret: they are of use there alone, and nothing else is of use there.
 */
public final class SandboxProfile {

  private static final Profiles SANDBOX = Profiles.of("sandbox");
  private static final String SETTINGS = "application-sandbox.yml";

  private SandboxProfile() {}

  /** Whether this start has it. */
  public static boolean isOn(Environment environment) {
    return environment.acceptsProfiles(SANDBOX);
  }

  /** What it sets by that name, whether it is on or not. */
  public static <T> T published(String name, Bindable<T> target) {
    try {
      var settings = new YamlPropertySourceLoader().load(SETTINGS, new ClassPathResource(SETTINGS));
      return new Binder(ConfigurationPropertySources.from(settings)).bind(name, target).get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
