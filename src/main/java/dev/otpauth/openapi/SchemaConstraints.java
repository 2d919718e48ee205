package dev.otpauth.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;

/** Translates Bean Validation constraints whose meaning differs in JSON Schema. */
final class SchemaConstraints {

  private SchemaConstraints() {}

  /** Our patterns are of the whole text, those of JSON Schema of any part. */
  static void matchWhole(ObjectNode document) {
    forEachProperty(
        document,
        property -> {
          if (property.has("pattern")) {
            property.put("pattern", "^(?:%s)$".formatted(property.get("pattern").asText()));
          }
        });
  }

  /** Generated clients have a type for UUIDs, which takes neither pattern nor length. */
  static void leaveUuidsToTheirFormat(ObjectNode document) {
    forEachProperty(
        document,
        property -> {
          if (property.path("format").asText().equals("uuid")) {
            property.remove(List.of("pattern", "minLength"));
          }
        });
  }

  private static void forEachProperty(ObjectNode document, Consumer<ObjectNode> change) {
    for (JsonNode schema : document.at("/components/schemas")) {
      schema.path("properties").forEach(property -> change.accept((ObjectNode) property));
    }
  }
}
