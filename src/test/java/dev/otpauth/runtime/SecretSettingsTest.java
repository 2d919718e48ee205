package dev.otpauth.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * A failed start prints no secret: every setting in every invalid form, with the root logger at
 * DEBUG. All settings of a form are wrong at once, since they are reported together.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecretSettingsTest {

  private static final String MARKER = "Zyl-marker-Wqx";

  private static final List<String> SPRINGS_OWN =
      List.of(
          "spring.datasource.url",
          "spring.datasource.username",
          "spring.datasource.password",
          "spring.flyway.url",
          "spring.flyway.user",
          "spring.flyway.password",
          "spring.security.oauth2.resourceserver.jwt.issuer-uri",
          "spring.security.oauth2.resourceserver.jwt.jwk-set-uri",
          "resilience4j.retry.instances.spektif.wait-duration",
          "resilience4j.retry.instances.spektif.max-attempts");

  static Stream<String> forms() {
    return Stream.of(
        MARKER,
        MARKER + "\n" + MARKER,
        "," + MARKER + ",",
        "${" + MARKER + "}",
        "20/" + MARKER,
        "5 " + MARKER,
        "https://user:%s@host:99999/path?a=b#c".formatted(MARKER),
        "http://user:%s@proxy.example:3128/path".formatted(MARKER),
        "http://user:%s @proxy".formatted(MARKER),
        "jdbc:postgresql://user:%s@db:5432/otp".formatted(MARKER),
        "jdbc:postgresql://db:5432/otp?password=%zz" + MARKER,
        "postgres://user:%s@db/otp".formatted(MARKER),
        "whsec_" + MARKER,
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----".formatted(MARKER),
        Base64.getEncoder().encodeToString(MARKER.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void noWrongValueIsPrinted(String form, CapturedOutput output) {
    var start = SettingsOnly.right().with("logging.level.root", "debug");
    wrongSettings().forEach(it -> start.with(it, form));
    assertThat(start.failure()).isInstanceOf(InvalidSettings.class);
    assertThat(output)
        .contains("APPLICATION FAILED TO START", "Setting spektif.base-url", "Setting otp.")
        .doesNotContain(MARKER, Base64.getEncoder().encodeToString(MARKER.getBytes(UTF_8)));
  }

  /** One setting at a time, since one error may hide another; by the check alone, which is fast. */
  @ParameterizedTest
  @MethodSource("forms")
  void noWrongValueOfOneSettingIsTold(String form) {
    var known = SettingCatalogue.ours();
    var validator = Validation.buildDefaultValidatorFactory().getValidator();
    for (var setting : wrongSettings()) {
      var settings = SettingsOnly.rightSettings();
      settings.put(setting, form);
      var environment = new StandardEnvironment();
      environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
      var failure =
          new SettingsCheck(known, validator, environment).failure(known.groups(), List.of());
      assertThat(failure.map(Throwable::getMessage).orElse(""))
          .as(setting)
          .doesNotContain(MARKER, form);
    }
  }

  /** All our settings, and those of Spring Boot and the libraries that hold a secret. */
  static List<String> wrongSettings() {
    var known = SettingCatalogue.ours();
    return Stream.concat(
            known.paths().stream()
                .map(it -> it.as("").replace("<id>", "k1"))
                .filter(
                    it ->
                        !known.isGroup(it)
                            && known.paths().stream()
                                .noneMatch(
                                    other ->
                                        other.as("").startsWith(it + "[0].")
                                            || other.as("").startsWith(it + ".<id>")))
                .filter(it -> !it.endsWith("[0]")),
            SPRINGS_OWN.stream())
        .toList();
  }
}
