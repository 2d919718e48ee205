package dev.otpauth.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where the rules of our records say something else in JSON Schema. */
final class SchemaConstraints {

  private static final String SCHEMAS = "#/components/schemas/";

  private SchemaConstraints() {}

  static void translate(ObjectNode document) {
    var schemas = document.withObject("/components/schemas");
    for (var schema : schemas) {
      for (var property : schema.path("properties")) {
        matchWhole((ObjectNode) property);
      }
    }
    for (var reference : document.findValues("requestBody")) {
      for (var content : reference.path("content")) {
        var name = content.at("/schema/$ref").asText().substring(SCHEMAS.length());
        if (schemas.get(name) instanceof ObjectNode body) {
          allowNull(body);
        }
      }
    }
  }

  /** Our patterns are of the whole text, those of JSON Schema of any part. */
  private static void matchWhole(ObjectNode property) {
    if (property.has("pattern")) {
      property.put("pattern", "^(?:%s)$".formatted(property.get("pattern").asText()));
    }
  }

  /** In a request, null is as good as absent. */
  private static void allowNull(ObjectNode body) {
    var required = body.path("required").toString();
    for (var property : body.path("properties").properties()) {
      if (property.getValue() instanceof ObjectNode optional
          && optional.path("type").isTextual()
          && !required.contains("\"" + property.getKey() + "\"")) {
        var type = optional.get("type").asText();
        optional.putArray("type").add(type).add("null");
      }
    }
  }
}
