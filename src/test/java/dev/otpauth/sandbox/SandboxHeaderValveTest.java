package dev.otpauth.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Tests the header of every response, and that other addresses are refused. */
@FullSandboxTest
@TestPropertySource(properties = "management.server.port=0")
class SandboxHeaderValveTest {

  private static final String BANNER =
      "\r\nX-Sandbox: simulated provider; nothing is sent, and codes are readable at /sandbox\r\n";
  private static final String DEMO =
      "Authorization: Basic "
          + Base64.getEncoder().encodeToString("demo:demo-secret".getBytes(UTF_8));

  private final int port;
  private final int management;

  @Autowired
  SandboxHeaderValveTest(@LocalServerPort int port, @LocalManagementPort int management) {
    this.port = port;
    this.management = management;
  }

  @ParameterizedTest
  @CsvSource({
    "GET /auth/otp/00000000-0000-0000-0000-000000000000, demo, 404",
    "GET /auth/otp/request, demo, 405",
    "GET /nothing, demo, 404",
    "GET /nothing, nobody, 401",
    "POST /auth/otp/request, nobody, 401",
    "GET /.well-known/jwks.json, nobody, 200",
    "GET /v3/api-docs.yaml, nobody, 200",
    "GET /sandbox, nobody, 200",
    "GET /, nobody, 302",
    "GET /sandbox/inbox?mobile=081234567890, nobody, 200",
    "GET /sandbox/nothing, nobody, 404",
    "GET /sandbox/external-api/otp/history, nobody, 401",
    "GET /auth/../auth, demo, 400",
    "GET /<>, nobody, 400"
  })
  void everyAnswerSaysSo(String call, String who, int status) throws IOException {
    assertSaysSo(exchange(port, call, who), status);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /actuator/health/liveness, nobody, 200",
    "GET /actuator/health/readiness, nobody, 200",
    "GET /actuator/prometheus, demo, 200",
    "GET /actuator/prometheus, nobody, 401",
    "GET /actuator/nothing, demo, 404"
  })
  void soDoesTheManagementPort(String call, String who, int status) throws IOException {
    assertSaysSo(exchange(management, call, who), status);
  }

  /** All of 127.0.0.0/8 is this machine, so a port that is open to others answers at 127.0.0.2. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void neitherPortIsOpenToOtherAddresses(boolean ofTheService) {
    assertThatThrownBy(() -> new Socket("127.0.0.2", ofTheService ? port : management).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void itIsSaidOnce() throws IOException {
    assertThat(exchange(port, "GET /nothing", "demo").split("X-Sandbox", -1)).hasSize(2);
  }

  private static void assertSaysSo(String answer, int status) {
    assertThat(answer).startsWith("HTTP/1.1 " + status).contains(BANNER);
  }

  private static String exchange(int port, String call, String who) throws IOException {
    var credentials = who.equals("demo") ? DEMO + "\r\n" : "";
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var request =
          "%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"
              .formatted(call, credentials);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
