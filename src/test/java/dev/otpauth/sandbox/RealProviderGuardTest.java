package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.env.MockEnvironment;

class RealProviderGuardTest {

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withBean(Clock.class, MovableClock::new)
          .withUserConfiguration(SandboxConfiguration.class);

  @ParameterizedTest
  @CsvSource({
    "spektif.client-id=real-value, beside a real spektif.client-id",
    "spektif.client-secret=real-value, beside a real spektif.client-secret",
    "spektif.base-url=https://WWW.devcrm.spektif.id/external-api, spektif.base-url names the real"
  })
  void startIsRefusedBesideTheRealProviderWithoutTellingTheValue(String setting, String words) {
    application
        .withPropertyValues("spring.profiles.active=sandbox", setting)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(words)
                    .hasMessageNotContaining("real-value"));
  }

  @Test
  void withoutTheProfileNothingIsRefusedAndNothingIsThere() {
    application
        .withPropertyValues("spektif.client-id=real-value")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(OtpBook.class));
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080/sandbox/external-api",
    "http://provider.test/api",
    "'not a url'"
  })
  void sandboxCredentialsAndOtherAddressesAreWelcome(String baseUrl) {
    var environment =
        new MockEnvironment()
            .withProperty("spektif.client-id", "sandbox-client-id")
            .withProperty("spektif.client-secret", "sandbox-client-secret")
            .withProperty("spektif.base-url", baseUrl);
    assertThatCode(
            () ->
                new RealProviderGuard(environment)
                    .postProcessBeanFactory(new DefaultListableBeanFactory()))
        .doesNotThrowAnyException();
  }
}
