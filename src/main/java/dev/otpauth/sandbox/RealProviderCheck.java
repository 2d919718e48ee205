package dev.otpauth.sandbox;

import java.net.URI;
import java.util.Locale;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Fails the start of the sandbox if real credentials or the real provider's address are configured.
 * The message names the setting, never its value.
 */
final class RealProviderCheck implements BeanFactoryPostProcessor {

  private static final String REAL_HOST = "www.devcrm.spektif.id";

  private final Environment environment;

  RealProviderCheck(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
    requireSandboxValue("spektif.client-id", ProviderCredentials.CLIENT_ID);
    requireSandboxValue("spektif.client-secret", ProviderCredentials.CLIENT_SECRET);
    var baseUrl = environment.getProperty("spektif.base-url", "");
    if (REAL_HOST.equals(hostOf(baseUrl))) {
      throw new IllegalStateException(
          "The profile sandbox refuses to start while spektif.base-url names the real provider:"
              + " remove the setting or the profile.");
    }
  }

  private void requireSandboxValue(String setting, String sandboxValue) {
    if (!environment.getProperty(setting, sandboxValue).equals(sandboxValue)) {
      throw new IllegalStateException(
          "The profile sandbox refuses to start beside a real %s: remove the setting or the profile."
              .formatted(setting));
    }
  }

  private static String hostOf(String url) {
    try {
      var host = URI.create(url.strip()).getHost();
      return host == null ? "" : host.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
