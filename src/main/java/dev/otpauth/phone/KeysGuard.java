package dev.otpauth.phone;

import dev.otpauth.runtime.SandboxProfile;
import dev.otpauth.runtime.SettingsRule;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Keeps the sandbox's keys, which is public, and those of real numbers apart. */
class KeysGuard implements SettingsRule {

  private static final String PRIVACY = "otp.privacy";
  private static final Bindable<PrivacyProperties> KEYS = Bindable.of(PrivacyProperties.class);

  private final Environment environment;

  KeysGuard(Environment environment) {
    this.environment = environment;
  }

  @Override
  public String prefix() {
    return PRIVACY;
  }

  @Override
  public Optional<String> violation() {
    var published = SandboxProfile.published(PRIVACY, KEYS).keys();
    return SandboxProfile.isOn(environment)
        ? violation(
            "%s is another key than the sandbox's own: remove the setting, or the profile sandbox",
            it -> !published.entrySet().contains(it))
        : violation(
            "%s is the sandbox's key, which is public: " + PrivacyProperties.REMEDY,
            it -> published.containsValue(it.getValue()));
  }

  private Optional<String> violation(String words, Predicate<Map.Entry<String, ByteBuffer>> to) {
    var sentences =
        Binder.get(environment).bindOrCreate(PRIVACY, KEYS).keys().entrySet().stream()
            .filter(to)
            .map(it -> words.formatted(it.getKey()))
            .collect(Collectors.joining("\n"));
    return Optional.of(sentences).filter(it -> !it.isEmpty());
  }
}
