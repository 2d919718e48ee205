package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests what the page's backend forwards and whom it refuses. */
@FullSandboxTest
class LoginBackendTest {

  private static final String UNKNOWN = "019a0000-0000-7000-8000-000000000000";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final ResponseLossFilter service;

  @Autowired
  LoginBackendTest(@LocalServerPort int port, ResponseLossFilter service) {
    this.base = "http://localhost:" + port;
    this.service = service;
  }

  @Test
  void thePageIsHtmlAlthoughTheServiceSpeaksJson() throws Exception {
    var page = send(at("/sandbox").header("Accept", "text/html"));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
  }

  @Test
  void theAnswerOfTheServiceComesBackUnchanged() throws Exception {
    service.keys();
    var answer =
        send(
            ours("request")
                .header("Accept-Language", "id")
                .header("Idempotency-Key", "k-1")
                .POST(body("{\"mobile\": \"0812 3459 0429\"}")));
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(header(answer, "Retry-After")).isEqualTo("542");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(json(answer).path("detail").asString())
        .contains("WhatsApp tidak menerima pesan lagi", "setelah 10 menit");
    assertThat(json(answer).path("instance").asString()).isEqualTo("/auth/otp/request");
    assertThat(service.keys()).containsExactly("k-1");
  }

  @Test
  void aLoginIsPossibleFromRequestToStatus() throws Exception {
    var requested = json(send(ours("request").POST(body("{\"mobile\": \"0812 3456 7831\"}"))));
    var id = requested.path("request_id").asString();
    var inbox = send(at("/sandbox/inbox?mobile=081234567831"));
    var code = json(inbox).path(0).path("otp_code").asString();
    var resent = send(ours("resend").POST(body("{\"request_id\": \"%s\"}".formatted(UNKNOWN))));
    assertThat(json(resent).path("code").asString()).isEqualTo("request_not_found");
    var confirmed =
        send(
            ours("confirm")
                .POST(body("{\"request_id\": \"%s\", \"otp_code\": \"%s\"}".formatted(id, code))));
    assertThat(json(confirmed).path("status").asString()).isEqualTo("verified");
    assertThat(json(send(ours(id))).path("status").asString()).isEqualTo("verified");
  }

  @Test
  void theAddressComesFromTheBackendAndNotFromThePage() throws Exception {
    var body = "{\"mobile\": \"0812 3456 7833\", \"client_ip\": \"192.0.2.1\"}";
    var answer = send(ours("request").POST(body(body)));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(header(answer, "Sandbox-Client-Ip")).isEqualTo("127.0.0.1");
    assertThat(service.lastBody())
        .isEqualTo("{\"mobile\":\"0812 3456 7833\",\"client_ip\":\"127.0.0.1\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"mobile\":"})
  void aBodyThatIsNoObjectIsPassedOnAndRefused(String body) throws Exception {
    var answer = send(ours("request").POST(body(body)));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("code").asString()).isEqualTo("invalid_request");
  }

  @Test
  void aCodeOfAnotherNumberIsNotConfirmed() throws Exception {
    var requested = json(send(ours("request").POST(body("{\"mobile\": \"0812 3456 7834\"}"))));
    var confirmed =
        send(
            ours("confirm")
                .POST(
                    body(
                        "{\"request_id\": \"%s\", \"otp_code\": \"123456\", \"mobile\": \"0812 3456 7835\"}"
                            .formatted(requested.path("request_id").asString()))));
    assertThat(json(confirmed).path("code").asString()).isEqualTo("binding_mismatch");
  }

  @ParameterizedTest
  @ValueSource(strings = {"history", "erase", "request/x", "request%2Fx", "Request", ""})
  void nothingElseIsPassedOn(String call) throws Exception {
    service.keys();
    var answer = send(ours(call).POST(body("{}")));
    assertThat(answer.statusCode()).isBetween(400, 499);
    assertThat(service.keys()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Sec-Fetch-Site, none",
    "Origin, http://elsewhere.example",
    "Origin, null",
    "Accept, */*"
  })
  void otherSitesAndProgramsAreRefused(String header, String value) throws Exception {
    service.keys();
    var answer = send(at("/sandbox/bff/request").header(header, value).POST(body("{}")));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(service.keys()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Sec-Fetch-Site, cross-site", "Origin, http://elsewhere.example"})
  void otherSitesCannotAskForAStatus(String header, String value) throws Exception {
    var answer = send(at("/sandbox/bff/" + UNKNOWN).header(header, value));
    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void withoutFetchMetadataTheOriginDecides() throws Exception {
    var posted = send(at("/sandbox/bff/resend").header("Origin", base).POST(body("{}")));
    assertThat(posted.statusCode()).isEqualTo(400);
    assertThat(json(posted).path("code").asString()).isEqualTo("invalid_request");
    assertThat(send(at("/sandbox/bff/" + UNKNOWN)).statusCode()).isEqualTo(404);
  }

  @Test
  void aBodyOfMoreThanFourKibibytesIsRefused() throws Exception {
    service.keys();
    var answer = send(ours("request").POST(body("x".repeat(4 * 1024 + 1))));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(service.keys()).isEmpty();
  }

  @Test
  void aServiceThatDoesNotAnswerIsSaidToBe() throws Exception {
    service.nextIsCut();
    var answer = send(ours("request").POST(body("{\"mobile\": \"0812 3456 7832\"}")));
    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(json(answer).path("detail").asString()).isEqualTo("The service did not answer");
  }

  private HttpRequest.Builder ours(String call) {
    return at("/sandbox/bff/" + call).header("Sec-Fetch-Site", "same-origin");
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Content-Type", "application/json");
  }

  private static HttpRequest.BodyPublisher body(String text) {
    return BodyPublishers.ofString(text);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }
}
