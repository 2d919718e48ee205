package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.env.MockEnvironment;

class RealProviderCheckTest {

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withBean(Clock.class, MutableClock::new)
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

  @ParameterizedTest
  @CsvSource({
    "server.address=0.0.0.0, server.address",
    "server.address=, server.address",
    "server.address=::, server.address",
    "server.address=203.0.113.9, server.address",
    "server.address=no-such-host.invalid, server.address",
    "management.server.address=0.0.0.0, management.server.address"
  })
  void startIsRefusedWhereOtherMachinesReachIt(String setting, String named) {
    var onItsOwnPort = application.withPropertyValues("management.server.port=8081");
    onItsOwnPort
        .withPropertyValues("spring.profiles.active=sandbox", setting)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage(
                        "The profile sandbox refuses to start where other machines reach it: remove"
                            + " %s, or set otp.sandbox.expose=true if you want that.",
                        named));
    onItsOwnPort
        .withPropertyValues("spring.profiles.active=sandbox", setting, "otp.sandbox.expose=true")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "localhost"})
  void anyLoopbackAddressIsWelcome(String address) {
    application
        .withPropertyValues("spring.profiles.active=sandbox", "server.address=" + address)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @ParameterizedTest
  @CsvSource({"8081, 127.0.0.1, 127.0.0.1", "8080, 127.0.0.1,", "-1, 127.0.0.1,"})
  void itListensOnThisMachineAlone(String managementPort, String address, String ofManagement) {
    application
        .withPropertyValues(
            "spring.profiles.active=sandbox",
            "server.port=8080",
            "management.server.port=" + managementPort)
        .run(
            context -> {
              var environment = context.getEnvironment();
              assertThat(environment.getProperty("server.address")).isEqualTo(address);
              assertThat(environment.getProperty("management.server.address"))
                  .isEqualTo(ofManagement);
            });
  }

  @Test
  void whereItIsExposedItListensAsTheServiceDoes() {
    application
        .withPropertyValues("spring.profiles.active=sandbox", "otp.sandbox.expose=true")
        .run(
            context -> assertThat(context.getEnvironment().getProperty("server.address")).isNull());
  }

  @Test
  void withoutTheProfileNothingIsRefusedAndNothingIsThere() {
    application
        .withPropertyValues("spektif.client-id=real-value", "server.address=0.0.0.0")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(SimulatedOtps.class));
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
                new RealProviderCheck(environment)
                    .postProcessBeanFactory(new DefaultListableBeanFactory()))
        .doesNotThrowAnyException();
  }
}
