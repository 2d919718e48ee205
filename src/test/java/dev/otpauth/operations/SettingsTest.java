package dev.otpauth.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.otpauth.OtpAuthApplication;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;

/** A missing or impossible setting stops the start with one sentence that names it. */
@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {

  private static final String CANARY = "canary-secret-0000";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spektif.client-id        |                    | spektif.client-id
          spektif.client-secret    |                    | spektif.client-secret
          spektif.from-number      |                    | spektif.from-number
          spektif.from-number      | canary-secret-0000 | spektif.from-number
          spektif.base-url         | canary-secret-0000 | spektif.base-url
          spektif.request-encoding | canary-secret-0000 | Setting spektif.request-encoding (environment SPEKTIF_REQUEST_ENCODING) cannot be read as
          spektif.response-timeout | 10m                | spektif.response-timeout
          otp.privacy.digest-key   |                    | Setting otp.privacy.digest-key (environment OTP_PRIVACY_DIGEST_KEY)
          otp.privacy.digest-key   | canary-secret-0000 | otp.privacy.digest-key must be base64
          otp.privacy.active-key   | k9                 | otp.privacy.active-key names a key that otp.privacy.encryption-keys does not have
          otp.privacy.encryption-keys.k1 | Y2FuYXJ5 | otp.privacy.encryption-keys.k1 must have 32 bytes, but has 6
          otp.clients[0].id        | lo gin             | Setting otp.clients[0].id
          otp.clients[0].secret-sha256 | canary-secret-0000 | must be a SHA-256 in hex (64 digits)
          otp.clients[0].secret-sha256 | e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 | otp.clients gives login a secret that anyone can guess
          otp.clients[0].secret-sha256 | 428821350E9691491F616B754CD8315FB86D797AB35D843479E732EF90665324 | otp.clients gives login a secret that anyone can guess
          otp.clients[0].secret-sha256 | 057ba03d6c44104863dc7361fe4578965d1887360f90a0895882e58a6248fc86 | otp.clients gives login a secret that anyone can guess
          otp.clients[0].secret-sha256 | cd577fe2561ebff23505db0bb006300c7cdecbd46bc0e03c449afafaca2c25bf | the sandbox's secret, which everybody knows
          spring.security.oauth2.resourceserver.jwt.issuer-uri | canary-secret-0000 | Setting spring.security.oauth2.resourceserver.jwt.issuer-uri must be an http or https address
          spring.security.oauth2.resourceserver.jwt.jwk-set-uri | ftp://canary-secret-0000/keys | Setting spring.security.oauth2.resourceserver.jwt.jwk-set-uri must be an http or https address
          otp.clients[0].authorities | otp:everything   | must be otp:verify, otp:read or otp:erase
          otp.clients[1].id        | login              | otp.clients names the id login twice
          otp.max-attempts         | 0                  | Setting otp.max-attempts (environment OTP_MAX_ATTEMPTS)
          otp.max-attempts         | many               | Setting otp.max-attempts (environment OTP_MAX_ATTEMPTS) cannot be read as
          otp.allowed-countries    | Indonesia          | must be an ISO region, such as ID
          otp.throttle.client-ip   | many               | Setting otp.throttle.client-ip (environment OTP_THROTTLE_CLIENT_IP)
          otp.throttle.window      | 0s                 | Setting otp.throttle.window (environment OTP_THROTTLE_WINDOW)
          otp.denied-prefixes      | 62812              | must be the start of a number, such as +62812
          otp.test-numbers[0].mobile | 081234567890     | must say when the test number ends
          otp.settlement.deadline  | 0s                 | Setting otp.settlement.deadline (environment OTP_SETTLEMENT_DEADLINE)
          """)
  void theSentenceNamesTheSetting(
      String setting, String value, String sentence, CapturedOutput output) {
    assertThat(startWith(setting, Objects.requireNonNullElse(value, ""))).isNotNull();
    assertThat(output).contains("APPLICATION FAILED TO START", sentence).doesNotContain(CANARY);
  }

  @Test
  void withoutAnyCallerTheStartIsRefused(CapturedOutput output) {
    var settings = settings();
    settings.keySet().removeIf(key -> key.startsWith("otp.clients"));
    assertThat(start(settings)).isNotNull();
    assertThat(output)
        .contains(
            "Setting otp.clients must name at least one caller, or"
                + " spring.security.oauth2.resourceserver.jwt.issuer-uri an issuer of tokens.");
  }

  @Test
  void anIssuerSettingThatIsEmptyIsNone(CapturedOutput output) {
    var settings = settings();
    settings.keySet().removeIf(key -> key.startsWith("otp.clients"));
    settings.put("spring.security.oauth2.resourceserver.jwt.issuer-uri", "");
    assertThat(start(settings)).isNotNull();
    assertThat(output).contains("Setting otp.clients must name at least one caller");
  }

  @Test
  void anIssuerAloneSuffices(CapturedOutput output) {
    var settings = settings();
    settings.keySet().removeIf(key -> key.startsWith("otp.clients"));
    settings.put(
        "spring.security.oauth2.resourceserver.jwt.issuer-uri", "http://127.0.0.1:9/realm");
    assertThat(start(settings)).isNotNull();
    assertThat(output).doesNotContain("otp.clients").contains("Setting spring.datasource.url");
  }

  @Test
  void withoutADatabaseTheStartIsRefused(CapturedOutput output) {
    assertThat(start(settings())).isNotNull();
    assertThat(output)
        .contains("Setting spring.datasource.url (environment SPRING_DATASOURCE_URL)");
  }

  private static Throwable startWith(String setting, String value) {
    var settings = settings();
    settings.put(setting, value);
    if (setting.equals("otp.clients[1].id")) {
      settings.put("otp.clients[1].secret-sha256", "0".repeat(64));
      settings.put("otp.clients[1].authorities", "otp:verify");
    }
    settings.put("spring.datasource.url", "jdbc:postgresql://127.0.0.1:9/none");
    return start(settings);
  }

  private static Throwable start(Map<String, Object> settings) {
    var application = new SpringApplication(OtpAuthApplication.class);
    application.addInitializers(
        context ->
            context
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", settings)));
    return catchThrowable(() -> application.run().close());
  }

  private static Map<String, Object> settings() {
    var settings = new LinkedHashMap<String, Object>();
    settings.put("server.port", 0);
    settings.put("spektif.base-url", "http://127.0.0.1:9/external-api");
    settings.put("spektif.client-id", "client");
    settings.put("spektif.client-secret", "secret-of-the-client");
    settings.put("spektif.from-number", "628001234567");
    settings.put("otp.clients[0].id", "login");
    settings.put("otp.clients[0].secret-sha256", "0".repeat(64));
    settings.put("otp.clients[0].authorities", "otp:verify");
    settings.put("otp.privacy.digest-key", "dGVzdC1kaWdlc3Qta2V5LW9mLTMyLWJ5dGVzLi4uLi4=");
    settings.put("otp.privacy.encryption-keys.k1", "dGVzdC1lbmNyeXB0aW9uLWtleS1vZi0zMi1ieXRlcy4=");
    settings.put("otp.privacy.active-key", "k1");
    return settings;
  }
}
