package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** Tests what the demo caller may do, and that the served document names its credentials. */
@FullSandboxTest
class DemoCallerTest {

  private final RestClient http;

  @Autowired
  DemoCallerTest(@LocalServerPort int port) {
    this.http =
        RestClient.builder()
            .baseUrl("http://127.0.0.1:" + port)
            .defaultHeaders(it -> it.setBasicAuth("demo", "demo-secret"))
            .build();
  }

  @Test
  void theDemoCallerErases() {
    var body = "{\"mobile\": \"+%s\"}".formatted(SimulatorClient.phone());
    post("/auth/otp/request", body);
    assertThat(post("/auth/otp/erase", body).path("erased").asInt()).isPositive();
  }

  @Test
  void theServedDocumentNamesTheDemoCallerAndItsSecret() {
    var document = http.get().uri("/v3/api-docs").retrieve().requiredBody(JsonNode.class);
    assertThat(document.at("/externalDocs/description").asString())
        .contains("authorize as demo with the secret demo-secret");
  }

  private JsonNode post(String path, String body) {
    return http.post()
        .uri(path)
        .contentType(MediaType.APPLICATION_JSON)
        .body(body)
        .retrieve()
        .requiredBody(JsonNode.class);
  }
}
