package dev.otpauth.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A misspelled setting stops the start wherever it comes from; names of others do not. */
@ExtendWith(OutputCaptureExtension.class)
class UnknownSettingsTest {

  /** The other half of a digest key and an encryption key, so that nothing else is wrong. */
  private static final String KEY = "dGVzdC1lbmNyeXB0aW9uLWtleS1vZi0zMi1ieXRlcy4=";

  @Test
  void aVariableIsNoticed(CapturedOutput output) {
    assertThat(SettingsOnly.right().withVariable("OTP_MAX_ATEMPTS", "3").failure()).isNotNull();
    assertThat(output)
        .contains(
            "Environment variable OTP_MAX_ATEMPTS is not known: did you mean OTP_MAX_ATTEMPTS"
                + " (otp.max-attempts)?");
  }

  @Test
  void aKeyOfAFileIsNoticed(@TempDir Path folder, CapturedOutput output) throws IOException {
    var file = Files.writeString(folder.resolve("own.yml"), "otp:\n  throttel:\n    window: 1h\n");
    var start = SettingsOnly.right().withVariable("SPRING_CONFIG_IMPORT", file.toUri().toString());
    assertThat(start.failure()).isNotNull();
    assertThat(output)
        .contains(
            "Setting otp.throttel.window is not known: did you mean otp.throttle.window"
                + " (environment OTP_THROTTLE_WINDOW)?");
  }

  @Test
  void aMountedFileIsNoticed(@TempDir Path folder, CapturedOutput output) throws IOException {
    Files.writeString(folder.resolve("spektif.client-secrets"), "secret");
    var start =
        SettingsOnly.right().withVariable("SPRING_CONFIG_IMPORT", "configtree:" + folder + "/");
    assertThat(start.failure()).isNotNull();
    assertThat(output)
        .contains(
            "Setting spektif.client-secrets is not known: did you mean spektif.client-secret"
                + " (environment SPEKTIF_CLIENT_SECRET)?");
  }

  @Test
  void aVariableNamedLikeOneOnTheCommandLineIsNoticed(CapturedOutput output) {
    assertThat(SettingsOnly.right().with("OTP_MAX_ATTEMPTS", "3").failure()).isNotNull();
    assertThat(output).contains("Setting OTP_MAX_ATTEMPTS is not known: did you mean");
  }

  @Test
  void anEmptyHeadingIsNothing() {
    assertThat(SettingsOnly.right().with("otp.throttle", "").failure()).isNull();
  }

  @Test
  void whatKubernetesTellsOfServicesIsNoSetting() {
    var start = SettingsOnly.right();
    for (var service : new String[] {"OTP", "OTP_AUTH", "SPEKTIF"}) {
      Map.of(
              "_SERVICE_HOST", "10.0.0.1",
              "_SERVICE_PORT", "80",
              "_SERVICE_PORT_HTTP", "80",
              "_PORT", "tcp://10.0.0.1:80",
              "_PORT_80_TCP", "tcp://10.0.0.1:80",
              "_PORT_80_TCP_PROTO", "tcp",
              "_PORT_80_TCP_PORT", "80",
              "_PORT_80_TCP_ADDR", "10.0.0.1")
          .forEach((name, value) -> start.withVariable(service + name, value));
    }
    assertThat(start.failure()).isNull();
  }

  @Test
  void aPortWithoutAServiceIsNoticed(CapturedOutput output) {
    assertThat(SettingsOnly.right().withVariable("OTP_PORT", "8080").failure()).isNotNull();
    assertThat(output).contains("Environment variable OTP_PORT is not known");
  }

  @Test
  void aKeyOfAMapMayBeSetInBothSpellings() {
    for (var variable :
        new String[] {"OTP_PRIVACY_ENCRYPTIONKEYS_K1", "OTP_PRIVACY_ENCRYPTION_KEYS_K1"}) {
      var start =
          SettingsOnly.right().without("otp.privacy.encryption-keys").withVariable(variable, KEY);
      assertThat(start.failure()).as(variable).isNull();
    }
  }

  @Test
  void aRemarkOfTheProviderIsPlacedByAVariable() {
    var placed =
        SettingsOnly.right().withVariable("SPEKTIF_REMARKS_TEMPLATE_PAUSED", "not-sent").failure();
    var misplaced =
        SettingsOnly.right().withVariable("SPEKTIF_REMARKS_TEMPLATE_PAUSED", "sent").failure();

    assertThat(placed).isNull();
    assertThat(misplaced).hasMessageContaining("spektif.remarks.template.paused");
  }

  @Test
  void bootsOwnSpellingOfAKeyComesFirst() {
    var start =
        SettingsOnly.right()
            .without("otp.privacy.encryption-keys")
            .withVariable("OTP_PRIVACY_ENCRYPTION_KEYS_K1", "no key")
            .withVariable("OTP_PRIVACY_ENCRYPTIONKEYS_K1", KEY);
    assertThat(start.failure()).isNull();
  }
}
