package dev.otpauth.spektif;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Describes the structure of a JSON body for the log: keys and types, no values. */
final class BodyShape {

  private static final int DEPTH = 4;
  private static final int KEYS = 20;

  /**
   * A key that is not a plain word may itself be a value, for example a phone number used as a map
   * key.
   */
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z_]{0,39}");

  private BodyShape() {}

  /** Returns, for example, {@code {data:{code:number},message:[string],status:string}}. */
  static String of(JsonNode node) {
    return of(node, DEPTH);
  }

  private static String of(JsonNode node, int depth) {
    if (node.isMissingNode()) {
      return "no JSON object";
    }
    if (!node.isContainer()) {
      return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
    if (depth == 0) {
      return "…";
    }
    return node.isArray() ? array(node, depth) : object(node, depth);
  }

  private static String array(JsonNode node, int depth) {
    return node.values().stream()
        .limit(KEYS)
        .map(it -> of(it, depth - 1))
        .distinct()
        .collect(Collectors.joining("|", "[", "]"));
  }

  private static String object(JsonNode node, int depth) {
    return node.properties().stream()
        .limit(KEYS)
        .map(it -> key(it.getKey()) + ":" + of(it.getValue(), depth - 1))
        .sorted()
        .distinct()
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String key(String key) {
    return WORD.matcher(key).matches() ? key : "?";
  }
}
