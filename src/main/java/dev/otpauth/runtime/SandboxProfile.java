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
 * The profile {@code sandbox}, which simulates the provider. Its keys and its caller's secret are
 * public, so they are accepted in this profile only, and no others are.
 */
public final class SandboxProfile {

  private static final Profiles SANDBOX = Profiles.of("sandbox");
  private static final String SETTINGS = "application-sandbox.yml";

  private SandboxProfile() {}

  /** Whether the profile is active. */
  public static boolean isOn(Environment environment) {
    return environment.acceptsProfiles(SANDBOX);
  }

  /** Returns a setting of the profile, whether the profile is active or not. */
  public static <T> T published(String name, Bindable<T> target) {
    try {
      var settings = new YamlPropertySourceLoader().load(SETTINGS, new ClassPathResource(SETTINGS));
      return new Binder(ConfigurationPropertySources.from(settings)).bind(name, target).get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
