package dev.otpauth.caller;

import dev.otpauth.runtime.CloudMetadata;
import dev.otpauth.runtime.SettingsRule;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** Refuses an issuer of tokens whose addresses are none, or lead where none may be. */
class IssuerGuard implements SettingsRule {

  private final Environment environment;

  IssuerGuard(Environment environment) {
    this.environment = environment;
  }

  @Override
  public String subject() {
    return IssuerConfigured.ISSUER;
  }

  @Override
  public Optional<String> objection() {
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
