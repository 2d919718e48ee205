package dev.otpauth.sandbox;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Generates the key that signs the sandbox's tokens and adds it to the settings before they are
 * checked. A new key at each start; it is stored nowhere.
 */
final class SandboxSigningKey implements BeanFactoryPostProcessor, PriorityOrdered {

  private static final String SETTING = "otp.token.keys.sandbox.pem";

  private final ConfigurableEnvironment environment;

  SandboxSigningKey(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("sandbox signing key", Map.of(SETTING, pem())));
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  private static String pem() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var pair = generator.generateKeyPair();
      return block("PRIVATE KEY", pair.getPrivate().getEncoded())
          + block("PUBLIC KEY", pair.getPublic().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("P-256 is part of every JDK", e);
    }
  }

  private static String block(String label, byte[] content) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(content));
  }
}
