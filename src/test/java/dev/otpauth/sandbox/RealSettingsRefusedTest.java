package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.runtime.SettingsOnly;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** Tests that the sandbox starts with its own settings only. */
@ExtendWith(OutputCaptureExtension.class)
class RealSettingsRefusedTest {

  private static final String REAL_KEY = "cmVhbC1rZXktb2YtcmVhbC1udW1iZXJzLTMyLWJ5dGU=";
  private static final String DEMO_HASH =
      "cd577fe2561ebff23505db0bb006300c7cdecbd46bc0e03c449afafaca2c25bf";
  private static final String OTHER_HASH = "ab".repeat(32);

  @Test
  void itsOwnSettingsAreWelcome() {
    assertThat(sandbox().failure()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          otp.privacy.digest-key         | otp.privacy.digest-key (environment OTP_PRIVACY_DIGEST_KEY)
          otp.privacy.encryption-keys.sandbox | otp.privacy.encryption-keys.sandbox (environment OTP_PRIVACY_ENCRYPTIONKEYS_SANDBOX)
          otp.privacy.encryption-keys.k1 | otp.privacy.encryption-keys.k1 (environment OTP_PRIVACY_ENCRYPTIONKEYS_K1)
          """)
  void aKeyOfRealNumbersIsRefused(String setting, String named, CapturedOutput output) {
    assertThat(sandbox().with(setting, REAL_KEY).failure()).isNotNull();
    assertThat(output)
        .contains(
            "Setting %s is another key than the sandbox's own: remove the setting, or the profile sandbox."
                .formatted(named))
        .doesNotContain(REAL_KEY);
  }

  @Test
  void anotherActiveKeyIsRefusedWithItsKey(CapturedOutput output) {
    var start =
        sandbox()
            .with("otp.privacy.encryption-keys.k1", REAL_KEY)
            .with("otp.privacy.active-key", "k1");
    assertThat(start.failure()).isNotNull();
    assertThat(output).contains("Setting otp.privacy.encryption-keys.k1").contains("another key");
  }

  @Test
  void aRealCallerIsRefused(CapturedOutput output) {
    assertThat(with(sandbox(), 0, "login", OTHER_HASH).failure()).isNotNull();
    assertIsRefused("otp.clients (environment OTP_CLIENTS_0_…)", output);
  }

  @Test
  void aRealCallerBesideDemoIsRefused(CapturedOutput output) {
    var start = with(with(sandbox(), 0, "demo", DEMO_HASH), 1, "login", OTHER_HASH);
    assertThat(start.failure()).isNotNull();
    assertIsRefused("otp.clients (environment OTP_CLIENTS_0_…)", output);
  }

  @Test
  void demoWithAnotherSecretIsRefused(CapturedOutput output) {
    assertThat(with(sandbox(), 0, "demo", OTHER_HASH).failure()).isNotNull();
    assertIsRefused("otp.clients (environment OTP_CLIENTS_0_…)", output);
  }

  @Test
  void demoUnderAnotherNameIsRefused(CapturedOutput output) {
    assertThat(with(sandbox(), 0, "login", DEMO_HASH).failure()).isNotNull();
    assertIsRefused("otp.clients (environment OTP_CLIENTS_0_…)", output);
  }

  @Test
  void demoMayHaveFewerAuthorities() {
    assertThat(with(sandbox(), 0, "demo", DEMO_HASH).failure()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "spring.security.oauth2.resourceserver.jwt.issuer-uri, ISSUERURI",
    "spring.security.oauth2.resourceserver.jwt.jwk-set-uri, JWKSETURI"
  })
  void anIssuerOfTokensIsRefused(String setting, String variable, CapturedOutput output) {
    assertThat(sandbox().with(setting, "https://issuer.example.com/realm").failure()).isNotNull();
    assertIsRefused(
        "%s (environment SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_%s)"
            .formatted(setting, variable),
        output);
    assertThat(output).doesNotContain("issuer.example.com");
  }

  private static void assertIsRefused(String named, CapturedOutput output) {
    assertThat(output)
        .contains(
            "Setting %s configures callers other than the sandbox's: remove it, or the profile sandbox."
                .formatted(named))
        .doesNotContain(OTHER_HASH);
  }

  private static SettingsOnly sandbox() {
    return SettingsOnly.sandbox(SigningKey.class);
  }

  private static SettingsOnly with(SettingsOnly start, int place, String id, String hash) {
    var client = "otp.clients[%s].".formatted(place);
    return start
        .with(client + "id", id)
        .with(client + "secret-sha256", hash)
        .with(client + "authorities", "otp:verify");
  }

  /** Not annotated, so that the component scan of the service does not find it. */
  static class SigningKey {

    @Bean
    static SandboxSigningKey sandboxSigningKey(ConfigurableEnvironment environment) {
      return new SandboxSigningKey(environment);
    }
  }
}
