package dev.otpauth.token;

import dev.otpauth.ServiceTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.security.KeyPair;
import java.util.Map;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** The service with signing on: one active key and one older key. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest
@Import(SigningTest.Keys.class)
public @interface SigningTest {

  String ISSUER = "https://otp.example.com";

  /** Made for this run. */
  @TestConfiguration(proxyBeanMethods = false)
  class Keys {
    static final KeyPair ACTIVE = Pem.p256();
    static final KeyPair RETIRED = Pem.ed25519();

    static final Map<String, String> SETTINGS =
        Map.of(
            "otp.token.issuer",
            ISSUER,
            "otp.token.active-key",
            "k2",
            "otp.token.keys.k1.algorithm",
            "EdDSA",
            "otp.token.keys.k1.pem",
            Pem.publicHalf(RETIRED),
            "otp.token.keys.k2.pem",
            Pem.of(ACTIVE));

    @Bean
    DynamicPropertyRegistrar signing() {
      return settings -> SETTINGS.forEach((name, value) -> settings.add(name, () -> value));
    }
  }
}
