package dev.otpauth.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests that the simulated provider answers the same errors within the whole service. */
@FullSandboxTest
class ProviderErrorsInServiceTest {

  private static final String DEMO =
      "Basic " + Base64.getEncoder().encodeToString("demo:demo-secret".getBytes(UTF_8));

  private final HttpClient http = HttpClient.newHttpClient();
  private final SimulatorClient simulator;
  private final int port;

  @Autowired
  ProviderErrorsInServiceTest(@LocalServerPort int port) {
    this.simulator = new SimulatorClient(port);
    this.port = port;
  }

  @Test
  void wrongCredentialsAreRefusedInTheProvidersWords() {
    var reply = simulator.post("send", FieldEncoding.FORM.contentType(), "", Map.of());
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.remark()).isEqualTo("Unauthorized");
  }

  @Test
  void whatIsMissingIsNamedInTheProvidersWords() {
    var reply = simulator.post("send", Map.of());
    assertThat(reply.remark()).isEqualTo("validation_error");
    assertThat(simulator.crm("POST", "inbox/send-message", Map.of()).remark())
        .isEqualTo("validation_error");
  }

  @Test
  void aPictureOfNoIdIsNotThere() {
    assertThat(simulator.get("/sandbox/pictures/none").status()).isEqualTo(404);
  }

  /** The service's problems for the errors that Spektif answers. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST  | messages          | {"mobile":"081234567000","cta_url_id":99}           | 409 | conflict
          POST  | messages          | {"mobile":"081234567000","interactive_list_id":99}  | 409 | conflict
          POST  | messages/template | {"mobile":"081234567000","template_id":"99"}        | 404 | not_found
          PATCH | contacts/999      | {"firstname":"Budi","lastname":"S","city":"Bogor"}  | 404 | not_found
          PATCH | contacts/1        | {"city":"Bogor"}                                    | 400 | invalid_request
          DELETE| contacts/999      | {}                                                  | 404 | not_found
          """)
  void aRefusalComesThroughTheServiceAsItsProblem(
      String method, String path, String body, int status, String code) throws Exception {
    simulator.crm(
        "POST",
        "contact/store",
        Map.of("firstname", "Budi", "lastname", "Santoso", "mobile", SimulatorClient.phone()));
    var answer =
        http.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:%d/spektif/".formatted(port) + path))
                .header("Authorization", DEMO)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
  }
}
