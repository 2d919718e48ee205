package dev.otpauth.caller;

import static dev.otpauth.caller.RawHttp.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.TestPropertySource;

/** Health and metrics require the same authorities on a separate port. */
@TestPropertySource(
    properties = {
      "management.server.port=0",
      "management.endpoints.web.exposure.include=health,prometheus,env,loggers"
    })
class ManagementPortTest extends RealContainer {

  @LocalManagementPort int management;

  private String ask(String path, String header) throws IOException {
    return RawHttp.exchange(management, get(path, header));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/actuator", "/actuator/env", "/actuator/loggers", "/actuator/health/spektif"})
  void whatIsThereIsDenied(String path) throws IOException {
    assertIsAProblem(ask(path, LOGIN), 403);
    assertIsAProblem(ask(path, SUPPORT), 403);
    assertIsAProblem(ask(path, "A: b"), 401);
  }

  @Test
  void probesAndMetricsAreThere() throws IOException {
    assertThat(ask("/actuator/health/liveness", "A: b")).startsWith("HTTP/1.1 200");
    assertThat(ask("/actuator/prometheus", SUPPORT)).startsWith("HTTP/1.1 200");
    assertThat(ask("/actuator/prometheus", LOGIN)).startsWith("HTTP/1.1 403");
    assertThat(exchange(get("/actuator/prometheus", SUPPORT))).startsWith("HTTP/1.1 404");
  }

  @Test
  void theApiIsNot() throws IOException {
    assertThat(ask("/auth/otp/request", LOGIN)).startsWith("HTTP/1.1 404");
    assertThat(ask("/auth/otp/request", "A: b")).startsWith("HTTP/1.1 401");
  }
}
