package dev.otpauth.caller;

import dev.otpauth.runtime.CloudMetadata;
import dev.otpauth.runtime.SettingsRule;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Checks the addresses of the issuer at the start: they must be http or https, and must not be a
 * cloud's metadata service.
 */
class IssuerSettingsRule implements SettingsRule {

  private final Environment environment;

  IssuerSettingsRule(Environment environment) {
    this.environment = environment;
  }

  @Override
  public String prefix() {
    return IssuerConfigured.ISSUER;
  }

  @Override
  public Optional<String> violation() {
    var wrong =
        IssuerConfigured.settings(environment)
            .flatMap(it -> fault(it, environment.getRequiredProperty(it)).stream())
            .collect(Collectors.joining("\n"));
    return Optional.of(wrong).filter(it -> !it.isEmpty());
  }

  private static Optional<String> fault(String setting, String address) {
    var host = webHost(address);
    if (host == null) {
      return Optional.of(setting + " must be an http or https address");
    }
    return CloudMetadata.isNamed(host)
        ? Optional.of(setting + " must not lead to a cloud's metadata service")
        : Optional.empty();
  }

  private static @Nullable String webHost(String address) {
    try {
      var uri = URI.create(address);
      return isWeb(uri.getScheme()) ? uri.getHost() : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static boolean isWeb(@Nullable String scheme) {
    return scheme != null && scheme.toLowerCase(Locale.ROOT).matches("https?");
  }
}
