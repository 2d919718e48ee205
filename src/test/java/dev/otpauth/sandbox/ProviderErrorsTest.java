package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.sandbox.SimulatorClient.Reply;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests the errors that the package's table defines. */
@SandboxTest
class ProviderErrorsTest {

  private final SimulatorClient simulator;

  @Autowired
  ProviderErrorsTest(@LocalServerPort int port) {
    this.simulator = new SimulatorClient(port);
  }

  @ParameterizedTest(name = "id {0}, secret {1}: {2}")
  @CsvSource(
      textBlock =
          """
          '',                sandbox-client-secret, The client id is required
          sandbox-client-id, '',                    The client secret is required
          sandbox-client-id, another,               The client id or the client secret is not valid
          another,           sandbox-client-secret, The client id or the client secret is not valid
          """)
  void wrongCredentialsAreRefusedWithoutASend(String id, String secret, String message) {
    var phone = SimulatorClient.phone();
    var reply =
        simulator.post(
            "send",
            FieldEncoding.FORM.contentType(),
            FieldEncoding.FORM.write(Map.of("mobile", phone, "from_number", "628001234567")),
            Map.of("client-id", id, "client-secret", secret));
    assertRefused(reply, 401, "Unauthorized", message);
    assertThat(simulator.inbox(phone)).isEmpty();
  }

  @ParameterizedTest(name = "{0} with {1}: {2}")
  @CsvSource(
      textBlock =
          """
          send,    from_number=628001234567,                     The mobile field is required.
          send,    mobile=word&from_number=628001234567,         The mobile field is not valid.
          send,    mobile=081200000001,                          The from_number field is required.
          send,    mobile=081200000001&from_number=1,            The from_number field is not valid.
          verify,  otp_code=123456,                              The reference_id field is required.
          verify,  reference_id=otp_1,                           The otp_code field is required.
          resend,  reference_id=,                                The reference_id field is required.
          """)
  void missingOrMalformedFieldsAreNamed(String operation, String body, String message) {
    var reply =
        simulator.post(
            operation, FieldEncoding.FORM.contentType(), body, SimulatorClient.CREDENTIALS);
    assertRefused(reply, 422, "validation_error", message);
  }

  @ParameterizedTest(name = "history with {0}")
  @CsvSource({
    "page=0, page",
    "per_page=word, per_page",
    "status=gone, status",
    "from_number=x, from_number",
    "destination_number=x, destination_number"
  })
  void malformedFiltersAreNamed(String query, String field) {
    var message = "The %s field is not valid.".formatted(field);
    assertRefused(simulator.history(query), 422, "validation_error", message);
  }

  @Test
  void brokenJsonIsRefused() {
    var reply =
        simulator.post("send", "application/json", "{\"mobile\":", SimulatorClient.CREDENTIALS);
    assertRefused(reply, 422, "validation_error", "The body is not JSON.");
    var none = simulator.post("send", "application/json", "[]", SimulatorClient.CREDENTIALS);
    assertRefused(none, 422, "validation_error", "The mobile field is required.");
  }

  @Test
  void unknownReferencesAreNotFound() {
    var message = "No OTP has this reference_id.";
    assertRefused(simulator.verify("otp_unknown", "123456"), 404, "not_found", message);
    assertRefused(simulator.resend("otp_unknown"), 404, "not_found", message);
    assertRefused(simulator.status("otp_unknown"), 404, "not_found", message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "otp", "otp/sent", "contact/update", "inbox/messages", "inbox/x/y"})
  void pathThatIsNoOperationIsNotFoundWhoeverAsks(String path) {
    var message = "The route could not be found.";
    assertRefused(simulator.get("/sandbox/external-api/" + path), 404, "not_found", message);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, otp/send",
    "GET, inbox/send-message",
    "PUT, contact/update/1",
    "POST, contact/list",
    "POST, contact/delete/1"
  })
  void operationByAnotherMethodIsAnException(String method, String path) {
    var message = "The method is not supported for this route.";
    assertRefused(simulator.crm(method, path, Map.of()), 200, "exception", message);
  }

  @Test
  void wrongCodesRunOut() {
    var reference = simulator.send(SimulatorClient.phone()).reference();
    for (var remaining = 4; remaining >= 0; remaining--) {
      var reply = simulator.verify(reference, "no-code");
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.remark()).isEqualTo("invalid_code");
      assertThat(reply.data("remaining_attempts").asInt(-1)).isEqualTo(remaining);
    }
    var message = "Too many wrong codes. Please request a new OTP.";
    assertRefused(simulator.verify(reference, "no-code"), 400, "max_attempts_exceeded", message);
    assertThat(simulator.status(reference).data("status").asString()).isEqualTo("failed");
    assertThat(simulator.status(reference).data("verify_attempts").asInt()).isEqualTo(5);
  }

  @Test
  void usedCodesCanNeitherBeVerifiedNorSentAnew() {
    var phone = SimulatorClient.phone();
    var reference = simulator.send(phone).reference();
    assertThat(simulator.verify(reference, newestCode(phone)).status()).isEqualTo(200);
    var message = "This OTP has expired. Please request a new one.";
    assertRefused(simulator.verify(reference, newestCode(phone)), 400, "expired", message);
    assertRefused(simulator.resend(reference), 400, "expired", message);
  }

  private String newestCode(String phone) {
    return simulator.inbox(phone).path(0).path("otp_code").asString();
  }

  private static void assertRefused(Reply reply, int status, String remark, String message) {
    assertThat(reply.body())
        .isEqualTo(
            "{\"remark\":\"%s\",\"status\":\"error\",\"message\":[\"%s\"]}"
                .formatted(remark, message));
    assertThat(reply.status()).isEqualTo(status);
  }
}
