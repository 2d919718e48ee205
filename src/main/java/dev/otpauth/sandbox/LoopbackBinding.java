package dev.otpauth.sandbox;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Binds the sandbox and its management port to the loopback address. If a setting names another
 * address, the start fails unless {@code otp.sandbox.expose} is true.
 */
final class LoopbackBinding implements BeanFactoryPostProcessor {

  private static final String LOOPBACK = "127.0.0.1";

  private final ConfigurableEnvironment environment;

  LoopbackBinding(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
    if (isExposed()) {
      return;
    }
    requireLoopback("server.address");
    // Spring Boot refuses an address for a management server without a port of its own.
    if (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT) {
      requireLoopback("management.server.address");
    }
  }

  private boolean isExposed() {
    return Binder.get(environment).bindOrCreate("otp.sandbox", SandboxProperties.class).expose();
  }

  /** Defaults the setting to loopback. */
  private void requireLoopback(String setting) {
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("loopback " + setting, Map.of(setting, LOOPBACK)));
    if (!isLoopback(environment.getRequiredProperty(setting))) {
      throw new IllegalStateException(
          ("The profile sandbox refuses to start where other machines reach it: remove %s, or set"
                  + " otp.sandbox.expose=true if you want that.")
              .formatted(setting));
    }
  }

  /** Returns false for an empty address, which means every address. */
  private static boolean isLoopback(String address) {
    try {
      return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
