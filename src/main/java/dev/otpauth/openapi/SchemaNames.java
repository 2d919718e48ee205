package dev.otpauth.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;

/**
 * Gives the schemas their public names. springdoc names a schema after its record; generated
 * clients have all names in one namespace, where {@code Entry} or {@code StatusBody} is ambiguous.
 */
final class SchemaNames {

  /** In the prose of a schema: the simple name of its record. */
  private static final String RECORD = "x-record";

  private static final String SCHEMAS = "#/components/schemas/";

  private SchemaNames() {}

  /** Renames the schemas of those records that the prose has a public name for. */
  static void apply(ObjectNode prose, ObjectNode document) {
    ObjectNode schemas = document.withObject("/components/schemas");
    var references = new HashMap<String, String>();
    for (var entry : prose.at("/components/schemas").properties()) {
      var record = entry.getValue().path(RECORD).asText();
      if (schemas.has(record)) {
        schemas.set(entry.getKey(), schemas.remove(record));
        references.put(SCHEMAS + record, SCHEMAS + entry.getKey());
      }
    }
    for (var parent : document.findParents("$ref")) {
      var reference = parent.get("$ref").asText();
      ((ObjectNode) parent).put("$ref", references.getOrDefault(reference, reference));
    }
  }

  /** Removes from the document what the prose says to this class alone. */
  static void dropHints(ObjectNode document) {
    document.at("/components/schemas").forEach(schema -> ((ObjectNode) schema).remove(RECORD));
  }
}
