package dev.otpauth.caller;

import dev.otpauth.runtime.SettingsRule;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Refuses an issuer of tokens whose addresses are none. */
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
        Stream.of(IssuerConfigured.ISSUER, IssuerConfigured.KEYS)
            .filter(it -> StringUtils.hasText(environment.getProperty(it)))
            .filter(it -> !isWebAddress(environment.getRequiredProperty(it)))
            .map("%s must be an http or https address"::formatted)
            .collect(Collectors.joining("\n"));
    return Optional.of(wrong).filter(it -> !it.isEmpty());
  }

  private static boolean isWebAddress(String address) {
    try {
      var uri = URI.create(address);
      return isWeb(uri.getScheme()) && uri.getHost() != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean isWeb(@Nullable String scheme) {
    return scheme != null && scheme.toLowerCase(Locale.ROOT).matches("https?");
  }
}
