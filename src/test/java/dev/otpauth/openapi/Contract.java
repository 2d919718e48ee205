package dev.otpauth.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Checks responses against the document, and records which documented responses occurred. */
class Contract {

  private static final JsonMapper JSON = new JsonMapper();

  private final ObjectNode document;
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  private final Set<String> seen = new TreeSet<>();

  Contract(byte[] served) {
    this.document = (ObjectNode) JSON.readTree(served);
    forbidWhatIsNotNamed(document.at("/components/schemas"));
  }

  /** Callers leave new fields alone; ours are to be in the document. */
  private static void forbidWhatIsNotNamed(JsonNode node) {
    if (node instanceof ObjectNode schema
        && schema.path("properties").isObject()
        && schema.has("type")) {
      schema.put("additionalProperties", false);
    }
    for (var child : node) {
      forbidWhatIsNotNamed(child);
    }
  }

  /** Every answer that is promised: the call, its status, and the code where it is a problem. */
  Set<String> promises() {
    var promises = new TreeSet<String>();
    for (var path : document.get("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        for (var response : operation.getValue().get("responses").properties()) {
          var call =
              "%s %s %s"
                  .formatted(
                      operation.getKey().toUpperCase(Locale.ROOT),
                      path.getKey(),
                      response.getKey());
          var codes = response.getValue().at("/content/application~1problem+json/examples");
          if (codes.isMissingNode()) {
            promises.add(call);
          }
          codes.propertyNames().forEach(code -> promises.add(call + " " + code));
        }
      }
    }
    return promises;
  }

  Set<String> seen() {
    return seen;
  }

  /** The calls of a part of the API, such as {@code POST /auth/otp/request}. */
  Set<String> calls(String prefix) {
    var calls = new TreeSet<String>();
    for (var path : document.get("paths").properties()) {
      if (path.getKey().startsWith(prefix)) {
        path.getValue()
            .propertyNames()
            .forEach(it -> calls.add(it.toUpperCase(Locale.ROOT) + " " + path.getKey()));
      }
    }
    return calls;
  }

  /** The bodies that the document shows for a POST, by their names. */
  ObjectNode requests(String path) {
    return requests("POST", path);
  }

  /** The bodies that the document shows for a call, by their names; none where it has no body. */
  ObjectNode requests(String method, String path) {
    var content = operation(method, path).at("/requestBody/content/application~1json");
    var bodies = JSON.createObjectNode();
    content
        .path("examples")
        .properties()
        .forEach(it -> bodies.set(it.getKey(), it.getValue().get("value").deepCopy()));
    for (var body : bodies) {
      assertThat(schema(content.get("schema")).validate(body))
          .as("example of %s %s: %s", method, path, body)
          .isEmpty();
    }
    return bodies;
  }

  /** The examples of all answers, each checked against the schema it stands beside. */
  void examplesKeepTheirOwnRules() {
    for (var content : document.get("paths").findValues("content")) {
      for (var type : content) {
        for (var example : type.path("examples")) {
          var value = resolved(example).get("value");
          assertThat(schema(type.get("schema")).validate(value)).as("%s", value).isEmpty();
        }
      }
    }
    for (var example : document.at("/components/examples")) {
      if (example.at("/value/code").isString()) {
        var problem = JSON.createObjectNode().put("$ref", "#/components/schemas/OtpProblem");
        assertThat(schema(problem).validate(example.get("value"))).as("%s", example).isEmpty();
      }
    }
  }

  /** Checks an answer: status, headers, type and body are as promised. */
  JsonNode holds(String method, String path, MvcTestResult answer) {
    var response = answer.getResponse();
    var what = "%s %s %s".formatted(method, path, response.getStatus());
    var promised = operation(method, path).path("responses").path("" + response.getStatus());
    assertThat(promised.isObject()).as(what + " is documented").isTrue();
    for (var header : Set.of("Retry-After", "WWW-Authenticate", "Cache-Control")) {
      if (response.containsHeader(header)) {
        assertThat(promised.path("headers").has(header)).as("%s: %s", what, header).isTrue();
      }
    }
    for (var header : promised.get("headers").properties()) {
      if (resolved(header.getValue()).path("required").asBoolean(false)) {
        assertThat(response.containsHeader(header.getKey())).as("%s: %s", what, header).isTrue();
      }
    }
    if (response.getStatus() == 204) {
      seen.add(what);
      return JSON.createObjectNode();
    }
    var contentType = MediaType.parseMediaType(String.valueOf(response.getContentType()));
    var content =
        promised
            .get("content")
            .path("%s/%s".formatted(contentType.getType(), contentType.getSubtype()));
    assertThat(content.isObject()).as("%s: %s", what, contentType).isTrue();
    var body = JSON.readTree(new String(response.getContentAsByteArray(), StandardCharsets.UTF_8));
    assertThat(schema(content.get("schema")).validate(body)).as("%s: %s", what, body).isEmpty();
    var code = body.path("code").asString("");
    if (!code.isEmpty()) {
      assertThat(content.get("examples").has(code)).as("%s: %s", what, code).isTrue();
      assertThat(body.path("retry_after").asString(""))
          .isEqualTo(String.valueOf(response.getHeader("Retry-After")).replace("null", ""));
    }
    seen.add((what + " " + code).strip());
    return body;
  }

  private JsonNode operation(String method, String path) {
    return document.get("paths").path(path).path(method.toLowerCase(Locale.ROOT));
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
  }

  private Schema schema(JsonNode schema) {
    var whole = (ObjectNode) schema.deepCopy();
    whole.set("$defs", document.at("/components/schemas"));
    return schemas.getSchema(
        whole.toString().replace("#/components/schemas/", "#/$defs/"), InputFormat.JSON);
  }
}
