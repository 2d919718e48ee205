package dev.otpauth.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.otpauth.OtpAuthApplication;
import dev.otpauth.TestDatabase;
import dev.otpauth.phone.KeyRing;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

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
          otp.token.active-key     | k1                 | otp.token.active-key must name one of otp.token.keys
          otp.token.keys.k1.pem    | canary-secret-0000 | otp.token.keys.k1.pem must be PEM
          otp.token.keys.k1.algorithm | none            | Setting otp.token.keys.k1.algorithm
          otp.token.lifetime       | 2h                 | Setting otp.token.lifetime (environment OTP_TOKEN_LIFETIME)
          otp.denied-prefixes      | 62812              | must be the start of a number, such as +62812
          otp.test-numbers[0].mobile | 081234567890     | must say when the test number ends
          otp.settlement.deadline  | 0s                 | Setting otp.settlement.deadline (environment OTP_SETTLEMENT_DEADLINE)
          otp.retention            | 23h                | Setting otp.retention (environment OTP_RETENTION)
          otp.retention            | for ever           | Setting otp.retention (environment OTP_RETENTION) cannot be read as
          otp.audit.retention      | 0d                 | Setting otp.audit.retention (environment OTP_AUDIT_RETENTION)
          otp.events.endpoint      | http://canary-secret-0000.example.com | Setting otp.events.endpoint (environment OTP_EVENTS_ENDPOINT) must be an https URL
          otp.events.endpoint      | https://user:canary-secret-0000@example.com | Setting otp.events.endpoint (environment OTP_EVENTS_ENDPOINT) must be an https URL
          otp.events.endpoint      | https://10.0.0.1   | otp.events.endpoint is a private address
          otp.events.secrets       |                    | Setting otp.events.secrets (environment OTP_EVENTS_SECRETS) must have one secret
          otp.events.secrets       | canary-secret-0000 | Setting otp.events.secrets
          otp.events.max-attempts  | 0                  | Setting otp.events.max-attempts (environment OTP_EVENTS_MAX_ATTEMPTS)
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          other  | k1=one, k0=nil   | otp.privacy.digest-key is not the key
          digest | k1=other, k0=nil | otp.privacy.encryption-keys.k1 is not the key that has this id
          digest | k1=one           | otp.privacy.encryption-keys.k0 is missing, and stored numbers still need it
          """)
  void withOtherKeysThanThoseInUseTheStartIsRefused(
      String digest, String encryption, String sentence, CapturedOutput output) {
    var source = TestDatabase.freshDataSource();
    Flyway.configure().dataSource(source).load().migrate();
    KeyRing.of("digest", "k0=nil").start(JdbcClient.create(source), Clock.systemUTC());
    KeyRing.of("digest", "k1=one", "k0=nil").start(JdbcClient.create(source), Clock.systemUTC());

    var settings = settings();
    settings.put("spring.datasource.url", source.getUrl());
    settings.put("spring.datasource.username", source.getUsername());
    settings.put("spring.datasource.password", source.getPassword());
    settings.put("otp.privacy.digest-key", KeyRing.key(digest));
    for (var key : encryption.split(", ", -1)) {
      settings.put(
          "otp.privacy.encryption-keys." + key.substring(0, 2), KeyRing.key(key.substring(3)));
    }

    assertThat(start(settings)).isNotNull();
    assertThat(output)
        .contains("APPLICATION FAILED TO START", sentence)
        .doesNotContain("Started ", KeyRing.key("other"), KeyRing.key("one"));
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
    settings.put("otp.events.endpoint", "https://events.example.com/otp");
    settings.put("otp.events.secrets", "whsec_dGVzdC13ZWJob29rLXNlY3JldC1vZi0zMi1ieXRlcy4=");
    return settings;
  }
}
