package dev.otpauth.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otpauth.problem.ProblemType;
import io.swagger.v3.core.util.Yaml31;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.util.StringUtils;

/** The served document equals the one in the repository, and has the required content. */
@DocumentedTest
class OpenApiTest {

  private static final Path COMMITTED = Path.of("src/docs/openapi.yaml");

  @Autowired MockMvcTester mvc;

  /** Rewrites it: {@code ./mvnw test -Dtest=OpenApiTest -Dopenapi.write}. */
  @Test
  void theCommittedDocumentIsWhatTheCodeSays() throws IOException {
    var served = served();
    if (System.getProperty("openapi.write") != null) {
      Files.writeString(COMMITTED, served);
    }
    assertThat(tree(Files.readString(COMMITTED)).toPrettyString())
        .as("%s; -Dopenapi.write writes it anew", COMMITTED)
        .isEqualTo(tree(served).toPrettyString());
  }

  @Test
  void jsonAndYamlAreTheSameDocument() throws IOException {
    var json = mvc.get().uri("/v3/api-docs").exchange().getResponse().getContentAsByteArray();
    assertThat(Yaml31.mapper().readTree(json)).isEqualTo(tree(served()));
  }

  @Test
  void everyCodeHasAnExampleAndIsAnswered() throws IOException {
    var codes = Arrays.stream(ProblemType.values()).map(ProblemType::code).toList();
    var document = tree(served());
    var answered = new TreeSet<String>();
    for (var operation : document.findValues("responses")) {
      for (var response : operation) {
        response
            .at("/content/application~1problem+json/examples")
            .fieldNames()
            .forEachRemaining(answered::add);
      }
    }
    answered.add("method_not_allowed"); // of no call
    assertThat(answered).containsExactlyInAnyOrderElementsOf(codes);
    for (var code : codes) {
      assertThat(document.at("/components/examples/" + code + "/value/code").asText())
          .isEqualTo(code);
    }
  }

  @Test
  void everyFieldAndCallIsDescribed() throws IOException {
    var document = tree(served());
    for (var schema : document.at("/components/schemas").properties()) {
      assertThat(schema.getValue().path("description").asText()).as(schema.getKey()).isNotBlank();
      for (var field : schema.getValue().path("properties").properties()) {
        assertThat(field.getValue().has("description") || field.getValue().has("$ref"))
            .as("%s.%s", schema.getKey(), field.getKey())
            .isTrue();
      }
    }
    for (var path : document.get("paths").properties()) {
      for (var operation : path.getValue()) {
        assertThat(operation.path("summary").asText()).as(path.getKey()).matches("[A-Z].*\\.");
        assertThat(operation.path("description").asText())
            .as(path.getKey())
            .containsAnyOf(
                "Authority: `otp:", "Authority: `contacts:", "Authority: `inbox:", "Open to all.");
      }
    }
  }

  /** The operation ids, which generated clients use as method names. */
  @Test
  void everyCallHasANameOfItsOwn() throws IOException {
    var names = new ArrayList<String>();
    for (var path : tree(served()).get("paths").properties()) {
      path.getValue().forEach(it -> names.add(it.path("operationId").asText()));
    }
    assertThat(names)
        .doesNotHaveDuplicates()
        .allMatch(it -> it.matches("[a-z]+([A-Z][a-z]+)+"))
        .contains("requestOtp", "confirmOtp", "resendOtp", "getOtpStatus", "cancelOtp");
  }

  /**
   * A page to try the API would fill it in, and the second call would repeat the first one's key.
   */
  @Test
  void noHeaderHasAValueThatAPageWouldFillIn() throws IOException {
    assertThat(tree(served()).at("/components/parameters"))
        .isNotEmpty()
        .allSatisfy(
            it -> {
              assertThat(it.has("example") || it.has("examples")).as(it.toString()).isFalse();
              assertThat(it.path("schema").has("default")).as(it.toString()).isFalse();
            });
  }

  /** Generated clients name their types so, beside those that they make of operation ids. */
  @Test
  void everySchemaHasANameOfItsOwn() throws IOException {
    var document = tree(served());
    var arguments =
        document.findValuesAsText("operationId").stream()
            .map(id -> StringUtils.capitalize(id) + "Request")
            .toList();
    assertThat(document.at("/components/schemas").fieldNames())
        .toIterable()
        .allMatch(name -> name.matches("(Otp|Spektif)([A-Z][a-z]+)+"))
        .doesNotContainAnyElementsOf(arguments)
        .contains("OtpStatus", "OtpHistoryEntry", "OtpProblem");
  }

  @Test
  void everyEnumIsASchemaOfItsOwnAndOpen() throws IOException {
    var document = tree(served());
    var enums =
        document.at("/components/schemas").valueStream().filter(it -> it.has("enum")).toList();
    assertThat(document.findParents("enum")).hasSameSizeAs(enums).hasSize(6);
    assertThat(enums)
        .allMatch(
            it -> it.get("description").asText().endsWith("accept those that you do not know."));
  }

  @Test
  void anOptionalFieldIsLeftOutRatherThanNull() throws IOException {
    assertThat(tree(served()).findValues("type")).noneMatch(JsonNode::isArray);
  }

  @Test
  void everyRequestIdIsAUuid() throws IOException {
    var document = tree(served());
    var fields = document.at("/components/schemas").findValues("request_id");
    assertThat(fields).hasSize(5);
    for (var operation : document.at("/paths/~1auth~1otp~1{request_id}")) {
      fields.add(named(operation.get("parameters"), "request_id").get("schema"));
    }
    assertThat(fields)
        .allMatch(field -> field.path("format").asText().equals("uuid"))
        .noneMatch(field -> field.has("pattern") || field.has("minLength"));
  }

  @Test
  void noCallTakesATraceparentAsItsArgument() throws IOException {
    var document = tree(served());
    assertThat(document.findParents("in")).isNotEmpty();
    assertThat(document.findParents("in"))
        .noneMatch(parameter -> parameter.get("name").asText().equals("traceparent"));
    assertThat(document.at("/info/description").asText()).contains("`traceparent`");
  }

  @Test
  void contactAndLicenseAreNamed() throws IOException {
    var info = tree(served()).get("info");
    assertThat(info.at("/contact/name").asText()).isNotBlank();
    assertThat(info.at("/license/identifier").asText()).isEqualTo("Apache-2.0");
  }

  private static JsonNode named(JsonNode parameters, String name) {
    return parameters
        .valueStream()
        .filter(it -> it.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void neitherSandboxNorActuatorIsInIt() throws IOException {
    assertThat(tree(served()).get("paths").fieldNames())
        .toIterable()
        .allMatch(
            path ->
                path.startsWith("/auth/otp/")
                    || path.startsWith("/spektif/")
                    || path.equals("/.well-known/jwks.json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v3/api-docs", "/v3/api-docs.yaml"})
  void theDocumentIsOpenNotStoredAndLoadsNothing(String path) {
    assertThat(mvc.get().uri(path))
        .hasStatus(200)
        .hasHeader("Cache-Control", "no-store")
        .hasHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v3/api-docs/swagger-config",
        "/swagger-ui/index.html",
        "/swagger-ui/swagger-ui-bundle.js",
        "/swagger-ui/swagger-initializer.js"
      })
  void thePageIsOpenNotStoredAndLoadsNothingFromElsewhere(String path) {
    var answer = mvc.get().uri(path).exchange();
    assertThat(answer).hasStatus(200).hasHeader("Cache-Control", "no-store");
    assertThat(answer.getResponse().getHeader("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
        .doesNotContain("http", "*", "unsafe-eval");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v3/api-docs",
    "GET, /v3/api-docs/other",
    "GET, /v3",
    "GET, /webjars/swagger-ui/5.32.14/index.html",
    "GET, /actuator/openapi"
  })
  void nothingElseIsOpenedByIt(String method, String path) {
    assertThat(mvc.method(HttpMethod.valueOf(method)).uri(path)).hasStatus(401);
  }

  private String served() {
    var answer = mvc.get().uri("/v3/api-docs.yaml").exchange();
    assertThat(answer).hasStatus(200);
    return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
  }

  private static JsonNode tree(String yaml) throws IOException {
    return Yaml31.mapper().readTree(yaml);
  }
}
