package dev.otpauth.sandbox;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.sandbox.SimulatorClient.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares the response bodies of the provider's documentation with those of the simulator. */
@SandboxTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedAnswersTest {

  private final SimulatorClient simulator;
  private final MutableClock clock;

  @Autowired
  DocumentedAnswersTest(@LocalServerPort int port, MutableClock clock) {
    this.simulator = new SimulatorClient(port);
    this.clock = clock;
  }

  @ParameterizedTest(name = "{0} with HTTP {1}")
  @MethodSource("documented")
  void answersAreFieldForFieldAsDocumented(String file, int status, Supplier<Reply> actual)
      throws IOException {
    var reply = actual.get();
    assertThat(shape(reply.json())).isEqualTo(shape(documentedBody(file)));
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
  }

  Stream<Arguments> documented() {
    return Stream.of(
        row("send", 200, () -> simulator.send(SimulatorClient.phone())),
        row("send-throttled", 429, () -> simulator.send(throttledPhone())),
        row("resend", 200, () -> simulator.resend(sent())),
        row("verify", 200, () -> verified(SimulatorClient.phone())),
        row("verify-invalid-code", 400, () -> simulator.verify(sent(), "no-code")),
        row("verify-expired", 400, () -> simulator.verify(expired(), "123456")),
        row("status", 200, () -> simulator.status(sent())),
        row("history", 200, this::historyOfOneVerified),
        row("unauthorized", 401, this::withoutSecret));
  }

  private static Arguments row(String file, int status, Supplier<Reply> actual) {
    return Arguments.of(file, status, actual);
  }

  private String sent() {
    return simulator.send(SimulatorClient.phone()).reference();
  }

  private String expired() {
    var reference = sent();
    clock.advance(Duration.ofMinutes(5));
    return reference;
  }

  private String throttledPhone() {
    var phone = SimulatorClient.phone();
    Stream.of(1, 2, 3).forEach(_ -> simulator.send(phone));
    return phone;
  }

  private Reply verified(String phone) {
    var reference = simulator.send(phone).reference();
    var code = simulator.inbox(phone).path(0).path("otp_code").asString();
    return simulator.verify(reference, code);
  }

  private Reply historyOfOneVerified() {
    var phone = SimulatorClient.phone();
    verified(phone);
    return simulator.history("page=1&per_page=15&status=verified&destination_number=" + phone);
  }

  private Reply withoutSecret() {
    return simulator.post(
        "send",
        FieldEncoding.FORM.contentType(),
        "mobile=081200000001",
        Map.of("client-id", "sandbox-client-id"));
  }

  private static JsonNode documentedBody(String file) throws IOException {
    try (var body =
        new ClassPathResource("sandbox/documented/%s.json".formatted(file)).getInputStream()) {
      return JsonMapper.shared().readTree(body);
    }
  }

  /** Reduces a body to names, order, types and constants; varying values become their type. */
  private static String shape(JsonNode node) {
    if (node.isObject()) {
      return node.properties().stream()
          .map(field -> field.getKey() + ": " + shape(field.getValue()))
          .collect(joining(", ", "{", "}"));
    }
    if (node.isArray()) {
      return node.values().stream()
          .map(DocumentedAnswersTest::shape)
          .collect(joining(", ", "[", "]"));
    }
    if (node.isIntegralNumber()) {
      return "integer";
    }
    return node.toString()
        .replaceAll("^\"otp_[-0-9a-z]{20,}\"$", "reference")
        .replaceAll("^\"[-0-9]{10}T[:0-9]{8}\\+07:00\"$", "time")
        .replaceAll("^\"62[0-9]+\"$", "number");
  }
}
