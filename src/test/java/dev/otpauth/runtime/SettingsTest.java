package dev.otpauth.runtime;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.FailedStart;
import dev.otpauth.TestDatabase;
import dev.otpauth.phone.KeyRing;
import java.time.Clock;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A missing or invalid setting stops the start with one sentence that names it. */
@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {

  private static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";
  private static final String CANARY = "canary-secret-0000";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spektif.client-id        |                    | Setting spektif.client-id (environment SPEKTIF_CLIENT_ID) is missing
          spektif.client-secret    |                    | Setting spektif.client-secret (environment SPEKTIF_CLIENT_SECRET) is missing
          spektif.from-number      |                    | Setting spektif.from-number (environment SPEKTIF_FROM_NUMBER) is missing
          spektif.from-number      | canary-secret-0000 | Setting spektif.from-number (environment SPEKTIF_FROM_NUMBER) must be phone numbers with country code, such as 628001234567
          spektif.base-url         | canary-secret-0000 | Setting spektif.base-url (environment SPEKTIF_BASE_URL) must be an http or https URL
          spektif.base-url         | http://canary-secret-0000.example/api | Setting spektif.base-url (environment SPEKTIF_BASE_URL) must be https
          spektif.base-url         | http://10.0.0.1/canary-secret-0000 | Setting spektif.base-url (environment SPEKTIF_BASE_URL) must be https
          spektif.proxy            | canary-secret-0000 | Setting spektif.proxy (environment SPEKTIF_PROXY) must be an address such as http://proxy:3128
          spektif.proxy            | http://u:canary-secret-0000@proxy | Setting spektif.proxy (environment SPEKTIF_PROXY) must be an address such as http://proxy:3128
          spektif.request-encoding | canary-secret-0000 | Setting spektif.request-encoding (environment SPEKTIF_REQUEST_ENCODING) must be one of multipart, form, json.
          spektif.response-timeout | 10m                | Setting spektif.connect-timeout (environment SPEKTIF_CONNECT_TIMEOUT) and spektif.response-timeout (environment SPEKTIF_RESPONSE_TIMEOUT) must be at most 20 s together.
          spektif.response-timeout | 10                 | Setting spektif.response-timeout (environment SPEKTIF_RESPONSE_TIMEOUT) must have a unit
          otp.settlement.deadline  | 60                 | Setting otp.settlement.deadline (environment OTP_SETTLEMENT_DEADLINE) must have a unit
          spektif.probe.enabled    | canary-secret-0000 | Setting spektif.probe.enabled (environment SPEKTIF_PROBE_ENABLED) must be true or false.
          otp.privacy.digest-key   |                    | Setting otp.privacy.digest-key (environment OTP_PRIVACY_DIGEST_KEY)
          otp.privacy.digest-key   | canary-secret-0000 | Setting otp.privacy.digest-key (environment OTP_PRIVACY_DIGEST_KEY) must be base64
          otp.privacy.active-key   | k9                 | Setting otp.privacy.active-key (environment OTP_PRIVACY_ACTIVE_KEY) names a key that otp.privacy.encryption-keys (environment OTP_PRIVACY_ENCRYPTIONKEYS_…) does not have
          otp.privacy.encryption-keys.k1 | Y2FuYXJ5 | Setting otp.privacy.encryption-keys.k1 (environment OTP_PRIVACY_ENCRYPTIONKEYS_K1) must have 32 bytes, but has 6
          otp.privacy.digest-key   | AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= | Setting otp.privacy.digest-key (environment OTP_PRIVACY_DIGEST_KEY) is one byte over and over: make one with openssl rand -base64 32
          otp.privacy.encryption-keys.k1 | //////////////////////////////////////////8= | Setting otp.privacy.encryption-keys.k1 (environment OTP_PRIVACY_ENCRYPTIONKEYS_K1) is one byte over and over: make one with openssl rand -base64 32
          otp.privacy.digest-key   | dGVzdC1lbmNyeXB0aW9uLWtleS1vZi0zMi1ieXRlcy4= | Setting otp.privacy.encryption-keys.k1 (environment OTP_PRIVACY_ENCRYPTIONKEYS_K1) is the same key as otp.privacy.digest-key (environment OTP_PRIVACY_DIGEST_KEY): make one with openssl rand -base64 32
          otp.privacy.encryption-keys.k2 | dGVzdC1lbmNyeXB0aW9uLWtleS1vZi0zMi1ieXRlcy4= | is the same key as otp.privacy.encryption-keys.
          otp.privacy.digest-key   | c2FuZGJveC1kaWdlc3Qta2V5LW9mLTMyLWJ5dGVzLi4= | Setting otp.privacy.digest-key (environment OTP_PRIVACY_DIGEST_KEY) is the sandbox's key, which is public: make one with openssl rand -base64 32
          otp.privacy.encryption-keys.k1 | c2FuZGJveC1lbmNyeXB0LWtleS1vZi0zMi1ieXRlcy4= | Setting otp.privacy.encryption-keys.k1 (environment OTP_PRIVACY_ENCRYPTIONKEYS_K1) is the sandbox's key, which is public: make one with openssl rand -base64 32
          otp.privacy.encryption-keys.k2 | c2FuZGJveC1kaWdlc3Qta2V5LW9mLTMyLWJ5dGVzLi4= | Setting otp.privacy.encryption-keys.k2 (environment OTP_PRIVACY_ENCRYPTIONKEYS_K2) is the sandbox's key, which is public
          otp.clients[0].id        | lo gin             | Setting otp.clients[0].id (environment OTP_CLIENTS_0_ID) must have 1 to 64
          otp.clients[0].secret-sha256 | otp_canary-secret-0000 | Setting otp.clients[0].secret-sha256 (environment OTP_CLIENTS_0_SECRET_SHA256) must be the SHA-256 of a secret in hex (64 digits), not the secret itself
          otp.clients[0].secret-sha256 | e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 | Setting otp.clients (environment OTP_CLIENTS_0_…) gives login a secret that anyone can guess
          otp.clients[0].secret-sha256 | 428821350E9691491F616B754CD8315FB86D797AB35D843479E732EF90665324 | Setting otp.clients (environment OTP_CLIENTS_0_…) gives login a secret that anyone can guess
          otp.clients[0].secret-sha256 | 057ba03d6c44104863dc7361fe4578965d1887360f90a0895882e58a6248fc86 | Setting otp.clients (environment OTP_CLIENTS_0_…) gives login a secret that anyone can guess
          otp.clients[0].secret-sha256 | 8d969eef6ecad3c29a3a629280e686cf0c3f5d5a86aff3ca12020c923adc6c92 | Setting otp.clients (environment OTP_CLIENTS_0_…) gives login a secret that anyone can guess
          otp.clients[0].secret-sha256 | 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 | Setting otp.clients (environment OTP_CLIENTS_0_…) gives login a secret that anyone can guess
          otp.clients[0].secret-sha256 | cd577fe2561ebff23505db0bb006300c7cdecbd46bc0e03c449afafaca2c25bf | Setting otp.clients (environment OTP_CLIENTS_0_…) gives a caller the sandbox's secret, which is public
          spring.security.oauth2.resourceserver.jwt.issuer-uri | canary-secret-0000 | Setting spring.security.oauth2.resourceserver.jwt.issuer-uri (environment SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUERURI) must be an http or https address
          spring.security.oauth2.resourceserver.jwt.jwk-set-uri | ftp://canary-secret-0000/keys | Setting spring.security.oauth2.resourceserver.jwt.jwk-set-uri (environment SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWKSETURI) must be an http or https address
          spring.security.oauth2.resourceserver.jwt.issuer-uri | http://169.254.169.254/canary-secret-0000 | Setting spring.security.oauth2.resourceserver.jwt.issuer-uri (environment SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUERURI) must not lead to a cloud's metadata service
          spring.security.oauth2.resourceserver.jwt.jwk-set-uri | https://[fd00:ec2::254]/canary-secret-0000 | Setting spring.security.oauth2.resourceserver.jwt.jwk-set-uri (environment SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWKSETURI) must not lead to a cloud's metadata service
          otp.clients[0].authorities | otp:everything   | Setting otp.clients[0].authorities (environment OTP_CLIENTS_0_AUTHORITIES) must be one of otp:verify, otp:read, otp:erase, contacts:read, contacts:write, inbox:read, inbox:write, inbox:send
          otp.clients[1].id        | login              | Setting otp.clients (environment OTP_CLIENTS_0_…) names the id login twice
          otp.max-attempts         | 0                  | Setting otp.max-attempts (environment OTP_MAX_ATTEMPTS)
          otp.max-attempts         | five               | Setting otp.max-attempts (environment OTP_MAX_ATTEMPTS) must be a whole number
          otp.throttle.daily-budget | 99999999999       | Setting otp.throttle.daily-budget (environment OTP_THROTTLE_DAILY_BUDGET) must be a whole number
          otp.environment          |                    | Setting otp.environment (environment OTP_ENVIRONMENT)
          otp.allowed-countries    | Indonesia          | Setting otp.allowed-countries (environment OTP_ALLOWED_COUNTRIES) must be an ISO region, such as ID
          otp.throttle.client-ip   | many               | Setting otp.throttle.client-ip (environment OTP_THROTTLE_CLIENT_IP) must be a count per duration with its unit, such as 20/1h
          otp.throttle.client-ip   | 20/hour            | Setting otp.throttle.client-ip (environment OTP_THROTTLE_CLIENT_IP) must be a count per duration with its unit, such as 20/1h
          otp.throttle.global      | 20/60              | Setting otp.throttle.global (environment OTP_THROTTLE_GLOBAL) must be a count per duration with its unit, such as 20/1h
          otp.throttle.send-delays | 60,120             | Setting otp.throttle.send-delays (environment OTP_THROTTLE_SEND_DELAYS) must have a unit
          otp.throttle.send-delays | 60s,soon           | Setting otp.throttle.send-delays (environment OTP_THROTTLE_SEND_DELAYS) must be a duration with its unit
          otp.throttle.window      | 0s                 | Setting otp.throttle.window (environment OTP_THROTTLE_WINDOW)
          otp.token.active-key     | k1                 | Setting otp.token.active-key (environment OTP_TOKEN_ACTIVE_KEY) must name one of otp.token.keys
          otp.token.keys.k1.pem    | canary-secret-0000 | Setting otp.token.keys.k1.pem (environment OTP_TOKEN_KEYS_K1_PEM) must be PEM
          otp.token.keys.k1.algorithm | none            | Setting otp.token.keys.k1.algorithm (environment OTP_TOKEN_KEYS_K1_ALGORITHM) must be one of es256, eddsa, rs256
          otp.token.lifetime       | 2h                 | Setting otp.token.lifetime (environment OTP_TOKEN_LIFETIME)
          otp.denied-prefixes      | 62812              | Setting otp.denied-prefixes (environment OTP_DENIED_PREFIXES) must be the start of a number, such as +62812
          otp.test-numbers[0].mobile | 081234567890     | Setting otp.test-numbers[0].until (environment OTP_TEST_NUMBERS_0_UNTIL) is missing: it must say when
          otp.test-numbers[0].mobile | canary-secret-0000 | Setting otp.test-numbers[0].mobile (environment OTP_TEST_NUMBERS_0_MOBILE) must be a mobile number
          otp.test-numbers[0].until | tomorrow          | Setting otp.test-numbers[0].until (environment OTP_TEST_NUMBERS_0_UNTIL) must be a time in UTC
          otp.settlement.deadline  | 0s                 | Setting otp.settlement.deadline (environment OTP_SETTLEMENT_DEADLINE)
          otp.retention            | 23h                | Setting otp.retention (environment OTP_RETENTION)
          otp.retention            | for ever           | Setting otp.retention (environment OTP_RETENTION) must be a duration with its unit
          otp.retention            | 30                 | Setting otp.retention (environment OTP_RETENTION) must have a unit
          otp.audit.retention      | 0d                 | Setting otp.audit.retention (environment OTP_AUDIT_RETENTION)
          otp.events.endpoint      | http://canary-secret-0000.example.com | Setting otp.events.endpoint (environment OTP_EVENTS_ENDPOINT) must be an https URL
          otp.events.endpoint      | https://user:canary-secret-0000@example.com | Setting otp.events.endpoint (environment OTP_EVENTS_ENDPOINT) must be an https URL
          otp.events.endpoint      | https://10.0.0.1   | Setting otp.events.endpoint (environment OTP_EVENTS_ENDPOINT) is a private address
          otp.events.endpoint      | https://metadata.goog/canary-secret-0000 | Setting otp.events.endpoint (environment OTP_EVENTS_ENDPOINT) must not lead to a cloud's metadata service
          otp.events.secrets       |                    | Setting otp.events.secrets (environment OTP_EVENTS_SECRETS) must have one secret
          otp.events.secrets       | canary-secret-0000 | Setting otp.events.secrets (environment OTP_EVENTS_SECRETS) must be whsec_ and the base64
          spring.datasource.url    |                    | Setting spring.datasource.url (environment SPRING_DATASOURCE_URL) is missing
          spring.datasource.url    | postgres://otp:canary-secret-0000@db/otp | Setting spring.datasource.url (environment SPRING_DATASOURCE_URL) must be a JDBC address of PostgreSQL
          spring.datasource.url    | jdbc:mysql://db/otp?password=canary-secret-0000 | Setting spring.datasource.url (environment SPRING_DATASOURCE_URL) must be a JDBC address of PostgreSQL
          spring.datasource.url    | jdbc:postgresql://otp:canary-secret-0000@db/otp | Setting spring.datasource.url (environment SPRING_DATASOURCE_URL) must be a JDBC address of PostgreSQL
          spring.datasource.url    | jdbc:postgresql://db/otp?password=%zzcanary-secret-0000 | Setting spring.datasource.url (environment SPRING_DATASOURCE_URL) must be a JDBC address of PostgreSQL
          spring.datasource.url    | ${NOT_THERE}       | Setting spring.datasource.url (environment SPRING_DATASOURCE_URL) refers to a ${…} that is not set
          spring.flyway.url        | canary-secret-0000 | Setting spring.flyway.url (environment SPRING_FLYWAY_URL) must be a JDBC address of PostgreSQL
          """)
  void theSentenceNamesTheSetting(
      String setting, String value, String sentence, CapturedOutput output) {
    assertThat(startWith(setting, Objects.requireNonNullElse(value, ""))).isNotNull();
    assertThat(output)
        .contains("APPLICATION FAILED TO START", sentence)
        .doesNotContain(CANARY, "\tat ", "java.lang");
  }

  @Test
  void withoutAnyCallerTheStartIsRefused(CapturedOutput output) {
    assertThat(SettingsOnly.right().without("otp.clients").failure()).isNotNull();
    assertThat(output)
        .contains(
            "Setting otp.clients (environment OTP_CLIENTS_0_…) must name at least one caller,"
                + " unless spring.security.oauth2.resourceserver.jwt.issuer-uri names an issuer of"
                + " tokens.");
  }

  @Test
  void twoCallersMayNotShareASecret(CapturedOutput output) {
    var hash = "ab".repeat(32);
    var start =
        SettingsOnly.right()
            .with("otp.clients[0].secret-sha256", hash)
            .with("otp.clients[1].id", "signup")
            .with("otp.clients[1].secret-sha256", "cd".repeat(32) + "," + hash.toUpperCase(ROOT))
            .with("otp.clients[1].authorities", "otp:verify");
    assertThat(start.failure()).isNotNull();
    assertThat(output)
        .contains("gives signup the secret of another caller: make one of otp_ and what openssl")
        .doesNotContain(hash);
  }

  @Test
  void anIssuerSettingThatIsEmptyIsNone(CapturedOutput output) {
    var start = SettingsOnly.right().without("otp.clients").with(ISSUER, "");
    assertThat(start.failure()).isNotNull();
    assertThat(output).contains("must name at least one caller");
  }

  @Test
  void anIssuerAloneSuffices() {
    var start =
        SettingsOnly.right().without("otp.clients").with(ISSUER, "http://127.0.0.1:9/realm");
    assertThat(start.failure()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "otp.throttle.send-delays, '0, 1m, PT5M'",
    "otp.retention, P2D",
    "spektif.base-url, http://localhost:9/api",
    "spektif.base-url, http://127.9.9.9:9/api",
    "spektif.base-url, http://[::1]:9/api",
    "spring.datasource.url, 'jdbc:postgresql://a:5432,b/otp?targetServerType=primary'",
    "spring.datasource.url, jdbc:postgresql://[::1]:5432/otp?password=a%40b",
    "spring.datasource.url, jdbc:postgresql:otp"
  })
  void whatIsRightIsNotRefused(String setting, String value) {
    assertThat(SettingsOnly.right().with(setting, value).failure()).isNull();
  }

  @Test
  void allThatIsWrongIsToldAtOnce(CapturedOutput output) {
    var start =
        SettingsOnly.right()
            .without("spektif.client-id")
            .without("spring.datasource.url")
            .with("spektif.response-timeout", "10")
            .with("otp.max-attempts", "five")
            .with("otp.privacy.digest-key", "?")
            .with("otp.privacy.active-key", "")
            .with("otp.clients[0].authorities", "otp:all")
            .with("otp.clients[2].id", "late")
            .with("otp.events.endpoint", "http://events.example.com")
            .with("otp.max-atempts", "3")
            .withVariable("OTP_THROTTLE_CALLER", "20/hour")
            .withVariable("SPEKTIF_TIMEOUT", "10s");
    assertThat(start.failure()).isInstanceOf(InvalidSettings.class);
    assertThat(output)
        .contains(
            "Setting spektif.client-id (environment SPEKTIF_CLIENT_ID) is missing",
            "Setting spring.datasource.url (environment SPRING_DATASOURCE_URL) is missing",
            "Setting spektif.response-timeout (environment SPEKTIF_RESPONSE_TIMEOUT) must have a"
                + " unit",
            "Setting otp.max-attempts (environment OTP_MAX_ATTEMPTS) must be a whole number",
            "Setting otp.privacy.digest-key (environment OTP_PRIVACY_DIGEST_KEY) must be base64",
            "Setting otp.privacy.active-key (environment OTP_PRIVACY_ACTIVE_KEY) must not be blank",
            "Setting otp.clients[0].authorities (environment OTP_CLIENTS_0_AUTHORITIES) must be",
            "Setting otp.clients[1] (environment OTP_CLIENTS_1_…) is missing, though there are"
                + " later",
            "Setting otp.events.endpoint (environment OTP_EVENTS_ENDPOINT) must be an https URL",
            "Setting otp.throttle.caller (environment OTP_THROTTLE_CALLER) must be a count",
            "Setting otp.max-atempts is not known: did you mean otp.max-attempts (environment"
                + " OTP_MAX_ATTEMPTS)?",
            "Environment variable SPEKTIF_TIMEOUT is not known: did you mean"
                + " SPEKTIF_CONNECT_TIMEOUT (spektif.connect-timeout) or SPEKTIF_RESPONSE_TIMEOUT"
                + " (spektif.response-timeout)?")
        .doesNotContain("\tat ", "java.", "Exception");
  }

  @Test
  void aTestNumberThatIsThereTwiceIsTold(CapturedOutput output) {
    var start =
        SettingsOnly.right()
            .with("otp.test-numbers[0].mobile", "081200000001")
            .with("otp.test-numbers[0].code", "424242")
            .with("otp.test-numbers[0].until", "2099-01-01T00:00:00Z")
            .with("otp.test-numbers[1].mobile", "+62 812-0000-0001")
            .with("otp.test-numbers[1].code", "434343")
            .with("otp.test-numbers[1].until", "2099-01-01T00:00:00Z");
    assertThat(start.failure()).isNotNull();
    assertThat(output)
        .contains(
            "Setting otp.test-numbers (environment OTP_TEST_NUMBERS_0_…) must name each number"
                + " once.")
        .doesNotContain("81200000001", "424242");
  }

  @Test
  void aGapInAListIsToldForVariables(CapturedOutput output) {
    var start =
        SettingsOnly.right()
            .without("otp.clients")
            .withVariable("OTP_CLIENTS_0_ID", "login")
            .withVariable("OTP_CLIENTS_0_SECRET_SHA256", "0".repeat(64))
            .withVariable("OTP_CLIENTS_0_AUTHORITIES", "otp:verify")
            .withVariable("OTP_CLIENTS_2_ID", "signup");
    assertThat(start.failure()).isNotNull();
    assertThat(output)
        .contains("Setting otp.clients[1] (environment OTP_CLIENTS_1_…) is missing, though there");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          other  | k1=one, k0=nil   | otp.privacy.digest-key (environment OTP_PRIVACY_DIGEST_KEY) is not the key
          digest | k1=other, k0=nil | otp.privacy.encryption-keys.k1 (environment OTP_PRIVACY_ENCRYPTIONKEYS_K1) is not the key that has this id
          digest | k1=one           | otp.privacy.encryption-keys.k0 (environment OTP_PRIVACY_ENCRYPTIONKEYS_K0) is missing, and stored numbers still need it
          """)
  void withOtherKeysThanThoseInUseTheStartIsRefused(
      String digest, String encryption, String sentence, CapturedOutput output) {
    var source = TestDatabase.freshDataSource();
    Flyway.configure().dataSource(source).load().migrate();
    KeyRing.of("digest", "k0=nil").start(JdbcClient.create(source), Clock.systemUTC());
    KeyRing.of("digest", "k1=one", "k0=nil").start(JdbcClient.create(source), Clock.systemUTC());

    var settings = SettingsOnly.rightSettings();
    settings.put("spring.datasource.url", source.getJdbcUrl());
    settings.put("spring.datasource.username", source.getUsername());
    settings.put("spring.datasource.password", source.getPassword());
    settings.put("otp.privacy.digest-key", KeyRing.key(digest));
    for (var key : encryption.split(", ", -1)) {
      settings.put(
          "otp.privacy.encryption-keys." + key.substring(0, 2), KeyRing.key(key.substring(3)));
    }

    assertThat(FailedStart.of(settings)).isNotNull();
    assertThat(output)
        .contains("APPLICATION FAILED TO START", sentence)
        .doesNotContain("Started ", KeyRing.key("other"), KeyRing.key("one"));
  }

  @Test
  void aSettingThatHasADefaultIsNotMissedWhereItsNeighbourIsWrong() {
    assertThat(startWith("otp.token.active-key", "nobody"))
        .hasMessageContaining("otp.token.active-key")
        .hasMessageNotContaining("otp.token.lifetime");
  }

  private static @Nullable Throwable startWith(String setting, String value) {
    var start = SettingsOnly.right().with(setting, value);
    if (setting.equals("otp.clients[1].id")) {
      start.with("otp.clients[1].secret-sha256", "0".repeat(64));
      start.with("otp.clients[1].authorities", "otp:verify");
    }
    return start.failure();
  }
}
