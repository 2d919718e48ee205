package dev.otpauth.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.core.util.Json31;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Reads {@code openapi/prose.yaml}, the parts of the OpenAPI document that cannot be generated, and
 * merges it into the document.
 */
final class Prose {

  private static final ClassPathResource FILE = new ClassPathResource("openapi/prose.yaml");

  private Prose() {}

  static ObjectNode read() {
    try (var file = FILE.getInputStream()) {
      // Swagger's own reader does not resolve YAML anchors.
      return Json31.mapper()
          .valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Merges the prose into the document; it takes precedence. Array items are matched by {@code
   * name}.
   */
  static void merge(ObjectNode prose, ObjectNode document) {
    for (var entry : prose.properties()) {
      var name = entry.getKey();
      var text = entry.getValue();
      var known = document.get(name);
      if (text instanceof ObjectNode more && known instanceof ObjectNode less && !isRef(more)) {
        merge(more, less);
      } else if (text instanceof ArrayNode more && known instanceof ArrayNode less) {
        document.set(name, joined(more, less));
      } else {
        document.set(name, text.deepCopy());
      }
    }
  }

  private static boolean isRef(ObjectNode node) {
    return node.has("$ref");
  }

  private static ArrayNode joined(ArrayNode prose, ArrayNode known) {
    var joined = prose.deepCopy();
    for (var item : known) {
      if (item instanceof ObjectNode less && item.has("name")) {
        var same = named(joined, item.get("name"));
        if (same == null) {
          joined.add(less);
        } else {
          var whole = less.deepCopy();
          merge(same, whole);
          same.removeAll();
          same.setAll(whole);
        }
      }
    }
    return joined;
  }

  private static @Nullable ObjectNode named(ArrayNode items, JsonNode name) {
    for (var item : items) {
      if (item instanceof ObjectNode object && name.equals(item.get("name"))) {
        return object;
      }
    }
    return null;
  }
}
