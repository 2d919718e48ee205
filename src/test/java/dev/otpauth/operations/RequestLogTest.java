package dev.otpauth.operations;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;

/** Tests the request log in its text format. */
@Tag("wire")
class RequestLogTest extends ObservedService {

  private static final String LINE = "Request answered";

  private final String trace = UUID.randomUUID().toString().replace("-", "");
  private final String[] traced = {"traceparent", "00-%s-00f067aa0ba902b7-01".formatted(trace)};

  @Test
  void aRequestIsOneLine(CapturedOutput output) {
    var id = requested("+6281234567820", traced);

    assertThat(line(output))
        .contains(" INFO ")
        .containsPattern(
            "method=\"POST\" route=\"/auth/otp/request\" status=\"202\" outcome=\"sent\""
                + " duration_ms=\"\\d+\" caller=\"login\" request_id=\"%s\"".formatted(id));
  }

  @Test
  void aWrongCodeIsToldByItsWord(CapturedOutput output) {
    var id = requested("+6281234567821");
    confirm(id, "000000", traced);

    assertThat(line(output))
        .contains("route=\"/auth/otp/confirm\"", "status=\"422\"", "outcome=\"invalid_code\"");
  }

  @Test
  void theRepeatOfACallSaysSo(CapturedOutput output) {
    var id = requested("+6281234567822");
    confirm(id, "000000", "Idempotency-Key", "k1");
    confirm(id, "000000", "Idempotency-Key", "k1", traced[0], traced[1]);

    assertThat(line(output)).contains("status=\"422\"", "outcome=\"repeated\"");
  }

  @Test
  void aQueryIsToldByItsTemplate(CapturedOutput output) {
    var id = requested("+6281234567823");
    get("/auth/otp/" + id, "login", traced);

    assertThat(line(output)).contains("method=\"GET\" route=\"/auth/otp/{request_id}\"");
  }

  @Test
  void aProbeOrAScrapeIsNoLine(CapturedOutput output) {
    get("/actuator/health/liveness", "support", traced);
    get("/actuator/prometheus", "support", traced);
    var last = UUID.randomUUID().toString().replace("-", "");
    resend("none", "traceparent", "00-%s-00f067aa0ba902b7-01".formatted(last));
    until(() -> output.getOut().contains(last));

    assertThat(output.getOut()).doesNotContain(trace);
  }

  @ParameterizedTest
  @CsvSource({
    "/auth/otp/request,      nobody,  /auth/otp/request, 401, unauthorized",
    "/auth/otp/request,      privacy, /auth/otp/request, 405, method_not_allowed",
    "/auth/otp/081234567824, nobody,  /auth/otp/{request_id}, 401, unauthorized",
    "/auth/otp/081234567824, login,   /auth/otp/{request_id}, 404, request_not_found",
    "/auth/otp/nothing,      login,   none,              404, not_found",
    "/spektif/conversations/81234567824, nobody, /spektif/conversations/{id}, 401, unauthorized",
    "/spektif/conversations/81234567824, login,  /spektif/conversations/{id}, 403, forbidden",
    "/spektif/contacts/081234567824abc, login,   none, 404, not_found",
    "/auth/otp/request;a=b,  login,   /auth/otp/request, 400, invalid_request"
  })
  void whoIsTurnedAwayIsALineToo(
      String path, String caller, String route, int status, String outcome, CapturedOutput output) {
    get(path, caller, traced);

    assertThat(line(output))
        .contains("route=\"%s\" status=\"%s\" outcome=\"%s\"".formatted(route, status, outcome))
        .doesNotContain("81234567824");
  }

  @Test
  void aBodyThatIsTooLargeIsALine(CapturedOutput output) {
    post("request", " ".repeat(20_000), traced);

    assertThat(line(output))
        .contains("route=\"/auth/otp/request\" status=\"413\" outcome=\"payload_too_large\"")
        .contains("caller=\"login\"");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,            /auth/otp/resend, Host: y, GET,   /auth/otp/resend",
    "GET,            /auth/otp/%zz,    A: b,    GET,   none",
    "+6281234567825, /auth/otp/resend, Host: y, other, /auth/otp/resend"
  })
  void whatTheContainerRefusesIsALine(
      String verb, String path, String header, String method, String route, CapturedOutput output)
      throws IOException {
    exchange("%s %s HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n".formatted(verb, path, header));

    until(() -> output.getOut().contains(LINE));
    assertThat(output.getOut())
        .contains(
            "method=\"%s\" route=\"%s\" status=\"400\" outcome=\"invalid_request\""
                .formatted(method, route))
        .doesNotContain("81234567825");
  }

  @Test
  void whatIsNoRequestIsNoLineAndNoFailure(CapturedOutput output) throws IOException {
    exchange("+6281234567826\r\n\r\n");
    resend("none", traced);

    assertThat(line(output)).isNotEmpty();
    assertThat(output.getOut()).containsOnlyOnce(LINE).doesNotContain("Exception", "81234567826");
  }

  @Test
  void noNumberCodeOrCredentialIsLogged(CapturedOutput output) {
    var id = requested("+6281234567827", traced);
    confirm(id, ExternalSystems.RIGHT);
    get("/auth/otp/+6281234567827?mobile=+6281234567827", "login");
    post("erase", "{\"mobile\":\"+6281234567827\"}");
    resend("081234567827");
    until(() -> output.getOut().lines().filter(it -> it.contains(LINE)).count() == 5);

    assertThat(output.getOut())
        .doesNotContain("1234567827", "login-secret")
        .doesNotContain("=\"%s\"".formatted(ExternalSystems.RIGHT));
  }

  /** Returns the single line of this test's trace. */
  private String line(CapturedOutput output) {
    until(() -> !lines(output).isEmpty());
    var lines = lines(output);
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }

  private List<String> lines(CapturedOutput output) {
    return output.getOut().lines().filter(it -> it.contains(LINE) && it.contains(trace)).toList();
  }

  private void exchange(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
    }
  }
}
