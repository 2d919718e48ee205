package dev.otpauth.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.otpauth.crm.ErasedContacts;
import dev.otpauth.problem.ProblemType;
import dev.otpauth.provider.CrmCall.ConversationStatus;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.throttle.LimitedBy;
import dev.otpauth.verification.FailureReason;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Completes the generated OpenAPI document with enums, problems and the texts of {@code
 * openapi/prose.yaml}.
 */
class Document implements OpenApiCustomizer {

  /** Extension in the prose: the codes of an operation's problems. */
  private static final String PROBLEMS = "x-problems";

  /** Ends the description of every enum. */
  private static final String OPEN = " Values may be added: accept those that you do not know.";

  private final ObjectNode prose;
  private final ProblemExamples examples;

  Document(ObjectNode prose, ProblemExamples examples) {
    this.prose = prose;
    this.examples = examples;
  }

  @Override
  public void customise(OpenAPI api) {
    ObjectNode document = Json31.mapper().valueToTree(api);
    complete(document);
    var whole = read(document);
    api.openapi(whole.getOpenapi())
        .info(whole.getInfo())
        .servers(whole.getServers())
        .tags(whole.getTags())
        .security(whole.getSecurity())
        .paths(whole.getPaths())
        .components(whole.getComponents());
  }

  private void complete(ObjectNode document) {
    SchemaConstraints.matchWhole(document);
    SchemaNames.apply(prose, document);
    enums(document.withObject("/components/schemas"));
    document.withObject("/components").set("examples", examples.all());
    Prose.merge(prose, document);
    SchemaNames.dropHints(document);
    SchemaConstraints.leaveUuidsToTheirFormat(document);
    openEnums(document.withObject("/components/schemas"));
    order(document.withObject("/paths"), prose.get("paths"));
    for (var path : document.get("paths")) {
      for (var operation : path) {
        completeResponses((ObjectNode) operation);
      }
    }
    dropUnused(document);
    sort(document.withObject("/components/schemas"));
  }

  /** Each enum is a schema of its own, which fields refer to. */
  private static void enums(ObjectNode schemas) {
    put(schemas, "OtpStatus", OtpStatus.values(), OtpStatus::value);
    put(schemas, "OtpFailureReason", FailureReason.values(), FailureReason::value);
    put(schemas, "OtpLimitedBy", LimitedBy.values(), LimitedBy::value);
    put(schemas, "OtpProblemCode", ProblemType.values(), ProblemType::code);
    put(
        schemas,
        "SpektifConversationStatus",
        ConversationStatus.values(),
        status -> status.name().toLowerCase(Locale.ROOT));
    put(schemas, "SpektifKeptReason", ErasedContacts.Kept.values(), ErasedContacts.Kept::value);
  }

  private static <T> void put(
      ObjectNode schemas, String name, T[] values, Function<T, String> word) {
    var items = schemas.putObject(name).put("type", "string").putArray("enum");
    Arrays.stream(values).map(word).forEach(items::add);
  }

  private static void openEnums(ObjectNode schemas) {
    for (var schema : schemas) {
      if (schema.has("enum")) {
        var description = schema.get("description").asText().strip();
        ((ObjectNode) schema).put("description", description + OPEN);
      }
    }
  }

  private static void completeResponses(ObjectNode operation) {
    ObjectNode responses = operation.withObject("/responses");
    for (var response : responses) {
      cacheControl((ObjectNode) response);
    }
    var codes = operation.remove(PROBLEMS);
    if (codes != null) {
      for (var code : codes) {
        problem(responses, ProblemType.valueOf(code.asText().toUpperCase(Locale.ROOT)));
      }
    }
    sort(responses);
  }

  private static void problem(ObjectNode responses, ProblemType type) {
    var status = Integer.toString(type.status().value());
    var first = !responses.has(status);
    ObjectNode response = responses.withObject("/" + status);
    response.put(
        "description",
        first
            ? type.title()
            : response.get("description").asText()
                + ", or "
                + type.title().toLowerCase(Locale.ROOT));
    cacheControl(response);
    header(response, type);
    ObjectNode content = response.withObject("/content").withObject("/application~1problem+json");
    ref(content.withObject("/schema"), "schemas/OtpProblem");
    ref(content.withObject("/examples/" + type.code()), "examples/" + type.code());
  }

  private static void header(ObjectNode response, ProblemType type) {
    switch (type) {
      case UNAUTHORIZED ->
          ref(response.withObject("/headers/WWW-Authenticate"), "headers/WWW-Authenticate");
      case IN_PROGRESS,
          EXPIRED,
          ATTEMPTS_EXHAUSTED,
          NOT_DELIVERED,
          CANCELLED,
          RATE_LIMIT_EXCEEDED,
          PROVIDER_UNAVAILABLE,
          OUTCOME_UNKNOWN ->
          ref(response.withObject("/headers/Retry-After"), "headers/Retry-After");
      case INVALID_REQUEST,
          FORBIDDEN,
          DESTINATION_BLOCKED,
          NOT_FOUND,
          METHOD_NOT_ALLOWED,
          NOT_ACCEPTABLE,
          PAYLOAD_TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE,
          REQUEST_NOT_FOUND,
          ALREADY_VERIFIED,
          BINDING_MISMATCH,
          CONFLICT,
          INVALID_CODE,
          IDEMPOTENCY_KEY_REUSED,
          DESTINATION_REJECTED,
          INTERNAL_ERROR,
          PROVIDER_ERROR -> {}
    }
  }

  /** Removes schemas that nothing refers to. */
  private static void dropUnused(ObjectNode document) {
    ObjectNode schemas = document.withObject("/components/schemas");
    var text = document.toString();
    var unused = new ArrayList<String>();
    schemas
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!text.contains("\"#/components/schemas/%s\"".formatted(name))) {
                unused.add(name);
              }
            });
    schemas.remove(unused);
  }

  /**
   * Sorts the paths as in the prose.
   *
   * @throws IllegalStateException if the prose does not describe exactly the operations of the code
   */
  private static void order(ObjectNode paths, JsonNode prosePaths) {
    var all = paths.deepCopy();
    paths.removeAll();
    prosePaths.fieldNames().forEachRemaining(path -> paths.set(path, all.remove(path)));
    var calls = prosePaths.valueStream().mapToInt(JsonNode::size).sum();
    if (!all.isEmpty() || paths.findValues("operationId").size() != calls) {
      throw new IllegalStateException(
          "openapi/prose.yaml and the code have different operations: " + paths.properties());
    }
  }

  private static void cacheControl(ObjectNode response) {
    ref(response.withObject("/headers/Cache-Control"), "headers/Cache-Control");
  }

  private static void ref(ObjectNode node, String component) {
    node.put("$ref", "#/components/" + component);
  }

  private static void sort(ObjectNode node) {
    var sorted = new TreeMap<String, JsonNode>();
    node.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    node.removeAll();
    node.setAll(sorted);
  }

  private static OpenAPI read(ObjectNode document) {
    try {
      return Json31.mapper().treeToValue(document, OpenAPI.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "openapi/prose.yaml does not result in a valid OpenAPI document", e);
    }
  }
}
