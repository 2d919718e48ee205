package dev.otpauth.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Translates Bean Validation constraints whose meaning differs in JSON Schema. */
final class SchemaConstraints {

  private static final String SCHEMAS = "#/components/schemas/";

  private SchemaConstraints() {}

  static void translate(ObjectNode document) {
    var schemas = document.withObject("/components/schemas");
    for (var schema : schemas) {
      for (var property : schema.path("properties")) {
        anchorPattern((ObjectNode) property);
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

  /** Anchors patterns: Bean Validation matches the whole text, JSON Schema any part. */
  private static void anchorPattern(ObjectNode property) {
    if (property.has("pattern")) {
      property.put("pattern", "^(?:%s)$".formatted(property.get("pattern").asText()));
    }
  }

  /** Allows null for optional request fields, since it is treated as absent. */
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
