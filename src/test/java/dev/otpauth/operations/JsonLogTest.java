package dev.otpauth.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log in Elastic Common Schema: each line is a JSON object. */
@Tag("wire")
@TestPropertySource(properties = "logging.structured.format.console=ecs")
@DirtiesContext
class JsonLogTest extends ObservedService {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final JsonMapper JSON = new JsonMapper();

  /** The log belongs to the process, not the context: the first context sets its format. */
  @BeforeAll
  static void beginTheLogAnew() {
    LoggingSystem.get(JsonLogTest.class.getClassLoader()).cleanUp();
  }

  @AfterAll
  static void makeItPlainAgain() {
    beginTheLogAnew();
    // Boot sets it for the process, and leaves it where it is not asked for.
    System.clearProperty(
        LoggingSystemProperty.CONSOLE_STRUCTURED_FORMAT.getEnvironmentVariableName());
    new SpringApplicationBuilder(Nothing.class).web(WebApplicationType.NONE).run().close();
  }

  @Test
  void aRequestIsOneObjectWithItsFields(CapturedOutput output) {
    var id = requested("+6281234567830", "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
    until(() -> output.getOut().contains("Request answered"));

    var line = only(output, "Request answered");
    assertThat(line.get("trace.id").asString()).isEqualTo(TRACE);
    assertThat(line.get("span.id").asString()).hasSize(16);
    assertThat(line.get("log").get("level").asString()).isEqualTo("INFO");
    assertThat(line.get("service").get("name").asString()).isEqualTo("otp-auth");
    assertThat(line.get("service").get("version").asString()).startsWith("0.");
    assertThat(line.get("service").get("environment").asString()).isEqualTo("production");
    assertThat(line.get("route").asString()).isEqualTo("/auth/otp/request");
    assertThat(line.get("status").asInt()).isEqualTo(202);
    assertThat(line.get("outcome").asString()).isEqualTo("sent");
    assertThat(line.get("duration_ms").isNumber()).isTrue();
    assertThat(line.get("caller").asString()).isEqualTo("login");
    assertThat(line.get("request_id").asString()).isEqualTo(id);
    assertThat(output.getOut()).doesNotContain("1234567830");
  }

  @Test
  void anExceptionStaysOnItsLine(CapturedOutput output) {
    LoggerFactory.getLogger("test")
        .atError()
        .setCause(new IllegalStateException("broken"))
        .log("Something failed");

    var error = only(output, "Something failed").get("error");
    assertThat(error.get("type").asString()).isEqualTo("java.lang.IllegalStateException");
    assertThat(error.get("message").asString()).isEqualTo("broken");
    assertThat(error.get("stack_trace").asString()).contains("\n\tat ");
  }

  /** Returns the line with that message, and checks that all lines are objects. */
  private static JsonNode only(CapturedOutput output, String message) {
    var lines = objects(output).stream().filter(it -> message.equals(text(it))).toList();
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }

  private static List<JsonNode> objects(CapturedOutput output) {
    return output
        .getOut()
        .lines()
        .dropWhile(it -> !it.contains("Request answered") && !it.contains("Something failed"))
        .map(JSON::readTree)
        .toList();
  }

  private static String text(JsonNode line) {
    return line.get("message").asString();
  }

  private static final class Nothing {}
}
