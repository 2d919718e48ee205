package dev.otpauth.caller;

import dev.otpauth.caller.CallerProperties.Client;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.util.StringUtils;

/**
 * Refuses to start where nobody could call, or anybody: what one settings record cannot see for
 * itself. A bean factory post-processor, so that it speaks before the database is touched.
 */
class CallersGuard implements BeanFactoryPostProcessor {

  /** The sandbox's demo caller's; it is in the README. */
  private static final String PUBLIC_SECRET = "demo-secret";

  private final Environment environment;

  CallersGuard(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    var clients =
        Binder.get(environment)
            .bind("otp.clients", Bindable.listOf(Client.class))
            .orElseGet(List::of);
    if (clients.isEmpty() && !IssuerConfigured.in(environment)) {
      throw new IllegalArgumentException(
          "Setting otp.clients must name at least one caller, or %s an issuer of tokens."
              .formatted(IssuerConfigured.ISSUER));
    }
    refuseThePublicSecret(clients);
    requireAddress(IssuerConfigured.ISSUER);
    requireAddress(IssuerConfigured.KEYS);
  }

  private void refuseThePublicSecret(List<Client> clients) {
    if (environment.acceptsProfiles(Profiles.of("sandbox"))) {
      return;
    }
    var hash = Secrets.sha256(PUBLIC_SECRET);
    for (var client : clients) {
      if (client.secretSha256() != null
          && client.secretSha256().stream().anyMatch(hash::equalsIgnoreCase)) {
        throw new IllegalArgumentException(
            "otp.clients gives a caller the sandbox's secret, which everybody knows: make one with"
                + " openssl rand -hex 32");
      }
    }
  }

  private void requireAddress(String setting) {
    var address = environment.getProperty(setting);
    if (StringUtils.hasText(address) && !isWebAddress(address)) {
      throw new IllegalArgumentException(
          "Setting %s must be an http or https address.".formatted(setting));
    }
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
