package dev.otpauth.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Tests the known settings, which come from the records that bind them. */
class KnownSettingsTest {

  private final KnownSettings known = SettingCatalogue.ours();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "otp.max-attempts",
        "otp.maxAttempts",
        "otp.max_attempts",
        "otp.environment",
        "otp.settlement.deadline",
        "otp.events.allow-private-addresses",
        "otp.clients",
        "otp.clients[0].secret-sha256",
        "otp.clients[12].secret-sha256[1]",
        "otp.allowed-countries[0]",
        "otp.throttle.send-delays[3]",
        "otp.throttle.client-ip",
        "otp.privacy.encryption-keys.k1",
        "otp.privacy.encryption-keys[k.1]",
        "otp.token.keys.k1.keystore-password",
        "otp.test-numbers[0].until",
        "spektif.probe.enabled"
      })
  void aPropertyIsKnownInEverySpelling(String name) {
    assertThat(known.property(name)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "otp.max-atempts",
        "otp.clients[0].autorities",
        "otp.clients.id",
        "otp.throttle",
        "otp.throttle.client-ip.count",
        "otp.token.keys.k1.password",
        "otp.retention-days",
        "spektif.timeout",
        "spektif.probe"
      })
  void whatIsNoSettingIsNotKnown(String name) {
    assertThat(known.property(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "OTP_CLIENTS_0_AUTHORITIES, otp.clients[0].authorities",
    "OTP_CLIENTS_0_SECRETSHA256, otp.clients[0].secret-sha256",
    "OTP_CLIENTS_0_SECRET_SHA256, otp.clients[0].secret-sha256",
    "OTP_TESTNUMBERS_0_CODE, otp.test-numbers[0].code",
    "OTP_PRIVACY_ENCRYPTIONKEYS_K1, otp.privacy.encryption-keys.k1",
    "OTP_PRIVACY_ENCRYPTION_KEYS_K1, otp.privacy.encryption-keys.k1",
    "OTP_TOKEN_KEYS_K1_KEYSTORE_PASSWORD, otp.token.keys.k1.keystore-password",
    "otp_max_attempts, otp.max-attempts"
  })
  void aVariableIsKnownInBothSpellings(String name, String property) {
    assertThat(known.variable(name)).isEqualTo(known.property(property)).isPresent();
  }

  @Test
  void theVariableThatIsNamedForASettingSetsIt() {
    for (var path : known.paths()) {
      var property = path.as("").replace("<id>", "k1");
      // An entry of a list of plain values is one of several with commas.
      if (known.isGroup(property) || property.endsWith("[0]")) {
        continue;
      }
      var variable = known.variableOf(property);
      if (variable.endsWith("…")) {
        continue;
      }
      var source =
          ConfigurationPropertySource.from(
              new SystemEnvironmentPropertySource("systemEnvironment", Map.of(variable, "value")));
      assertThat(source).isNotNull();
      assertThat(source.getConfigurationProperty(ConfigurationPropertyName.of(property)))
          .as("%s by %s", property, variable)
          .isNotNull();
      assertThat(known.variable(variable)).as(variable).contains(path);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "otp.max-atempts, otp.max-attempts",
    "OTP_MAX_ATEMPTS, otp.max-attempts",
    "OTP_CLIENTS_1_AUTORITIES, otp.clients[1].authorities",
    "otp.clients[3].autorities, otp.clients[3].authorities",
    "otp.privacy.digestkey2, otp.privacy.digest-key",
    "OTP_TOKEN_KEYS_K7_PEN, otp.token.keys.k7.pem",
    "OTP_TEST_NUMBERS_2_MOBIL, otp.test-numbers[2].mobile",
    "SPEKTIF_SENDER_NUMBER, spektif.from-number",
    "OTP_RETENTION_DAYS, otp.retention"
  })
  void theNearestSettingIsMeant(String unknown, String meant) {
    assertThat(known.suggestions(unknown)).contains(meant);
  }

  @Test
  void severalSettingsWithAllTheWordsAreMeant() {
    assertThat(known.suggestions("SPEKTIF_TIMEOUT"))
        .containsExactlyInAnyOrder("spektif.connect-timeout", "spektif.response-timeout");
  }

  @ParameterizedTest
  @CsvSource({
    "spring.datasource.url, SPRING_DATASOURCE_URL",
    "spring.datasource.hikari.maximum-pool-size, SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE",
    "otp.clients, OTP_CLIENTS_0_…",
    "otp.clients[1], OTP_CLIENTS_1_…",
    "otp.privacy.encryption-keys, OTP_PRIVACY_ENCRYPTIONKEYS_…"
  })
  void groupsAndSpringsOwnSettingsHaveTheirVariablesToo(String property, String variable) {
    assertThat(known.variableOf(property)).isEqualTo(variable);
  }
}
