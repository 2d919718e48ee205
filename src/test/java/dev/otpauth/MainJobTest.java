package dev.otpauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tests the main flow as a caller uses it: real HTTP to the service and to the sandbox, real SQL.
 */
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
@ActiveProfiles("sandbox")
@Import(TestDatabase.class)
@ExtendWith(OutputCaptureExtension.class)
class MainJobTest {

  private static final int PORT = Ports.free();

  private final HttpClient http = HttpClient.newHttpClient();
  @Autowired JsonMapper json;

  @DynamicPropertySource
  static void ownPort(DynamicPropertyRegistry settings) {
    settings.add("server.port", () -> PORT);
    settings.add("spektif.response-timeout", () -> "2s");
    settings.add("otp.throttle.send-delays", () -> "0s,0s");
  }

  @Test
  void aCodeIsRequestedReadAndConfirmed(CapturedOutput output) throws Exception {
    var requested = post("request", "{\"mobile\": \"0812 3456 7801\"}");
    assertThat(requested.get("status").asString()).isEqualTo("sent");
    var code = newestCode("081234567801");
    var confirmed = confirm(requested, code);
    assertThat(confirmed.get("status").asString()).isEqualTo("verified");
    var token = confirmed.get("verification_token").asString();
    assertThat(token).matches("ey[\\w-]+\\.[\\w-]+\\.[\\w-]{86}");
    assertThat(output)
        .doesNotContain(token, "1234567801", code, "demo-secret", "sandbox-client-secret");
  }

  @Test
  void aResentCodeReplacesTheOneBefore() throws Exception {
    var requested = post("request", "{\"mobile\": \"081234567802\"}");
    assertThat(requested.get("status").asString()).isEqualTo("sent");
    var first = newestCode("081234567802");
    var resent = post("resend", "{\"request_id\": \"%s\"}".formatted(id(requested)));
    assertThat(resent.get("status").asString()).isEqualTo("sent");
    assertThat(id(resent)).isEqualTo(id(requested));
    assertThat(messages("081234567802")).hasSize(2);
    var second = newestCode("081234567802");
    if (!first.equals(second)) {
      assertThat(confirm(requested, first).get("code").asString()).isEqualTo("invalid_code");
    }
    assertThat(confirm(requested, second).get("status").asString()).isEqualTo("verified");
  }

  @Test
  void theProvidersThrottleReachesTheCaller() throws Exception {
    var refused = post("request", "{\"mobile\": \"081234560429\"}");
    assertThat(refused.get("code").asString()).isEqualTo("rate_limit_exceeded");
    assertThat(refused.get("retry_after").asInt()).isEqualTo(542);
    assertThat(refused.get("limited_by").asString()).isEqualTo("provider");
  }

  @Test
  void aMessageWhoseAnswerWasLostIsFoundAndItsCodeWorks() throws Exception {
    var requested = post("request", "{\"mobile\": \"081234560499\"}");
    assertThat(requested.get("status").asString()).isEqualTo("sent");
    assertThat(messages("081234560499")).hasSize(1);
    assertThat(confirm(requested, newestCode("081234560499")).get("status").asString())
        .isEqualTo("verified");
  }

  @Test
  void aProviderThatNeverAnswersLeavesTheRequestPending() throws Exception {
    var requested = post("request", "{\"mobile\": \"081234560504\"}");
    assertThat(requested.get("status").asString()).isEqualTo("pending");
    assertThat(messages("081234560504")).isEmpty();
  }

  @Test
  void anUndeliverableMessageFails() throws Exception {
    var requested = post("request", "{\"mobile\": \"081234560404\"}");
    var confirmed = confirm(requested, "000000");
    assertThat(confirmed.get("code").asString()).isEqualTo("expired");
  }

  private JsonNode confirm(JsonNode requested, String code) throws Exception {
    return post(
        "confirm", "{\"request_id\": \"%s\", \"otp_code\": \"%s\"}".formatted(id(requested), code));
  }

  private static String id(JsonNode requested) {
    return requested.get("request_id").asString();
  }

  private String newestCode(String mobile) throws Exception {
    return messages(mobile).get(0).get("otp_code").asString();
  }

  private JsonNode messages(String mobile) throws Exception {
    return send(HttpRequest.newBuilder(uri("/sandbox/inbox?mobile=" + mobile)).build());
  }

  private JsonNode post(String call, String body) throws Exception {
    var credentials =
        Base64.getEncoder().encodeToString("demo:demo-secret".getBytes(StandardCharsets.UTF_8));
    return send(
        HttpRequest.newBuilder(uri("/auth/otp/" + call))
            .header("Content-Type", "application/json")
            .header("Authorization", "Basic " + credentials)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private JsonNode send(HttpRequest request) throws Exception {
    return json.readTree(http.send(request, BodyHandlers.ofString()).body());
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + PORT + path);
  }
}
