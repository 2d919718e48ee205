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

/** Startup check: the sandbox uses only its published keys, and nothing else uses them. */
class KeySettingsRule implements SettingsRule {

  private static final String PRIVACY = "otp.privacy";
  private static final Bindable<PrivacyProperties> KEYS = Bindable.of(PrivacyProperties.class);

  private final Environment environment;

  KeySettingsRule(Environment environment) {
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

  private Optional<String> violation(
      String message, Predicate<Map.Entry<String, ByteBuffer>> isWrong) {
    var messages =
        Binder.get(environment).bindOrCreate(PRIVACY, KEYS).keys().entrySet().stream()
            .filter(isWrong)
            .map(it -> message.formatted(it.getKey()))
            .collect(Collectors.joining("\n"));
    return Optional.of(messages).filter(it -> !it.isEmpty());
  }
}
