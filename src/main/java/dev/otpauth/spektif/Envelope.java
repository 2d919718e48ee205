package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The provider's JSON envelope: status, remark, message and data. {@code toString()} shows none of
 * the provider's text.
 *
 * @param form whether the body is a JSON object
 * @param status lower case, empty if absent
 * @param remark lower case, empty if absent
 * @param words the words of the remark: its runs of letters and digits, in order
 * @param root the whole body; a missing node if it is no JSON object
 * @param messages all texts of the envelope's message field
 */
record Envelope(
    Form form,
    String status,
    String remark,
    SequencedSet<String> words,
    JsonNode root,
    List<String> messages) {

  /** Whether the body could be read. */
  enum Form {
    OBJECT,
    /** Empty or truncated. */
    CUT,
    UNREADABLE
  }

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int MAX_SENTENCES = 10;
  private static final int MAX_SENTENCE_LENGTH = 300;
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cc}+");
  private static final Pattern WORD_SEPARATOR = Pattern.compile("[^a-z0-9]+");

  /** Reads any bytes; never throws. */
  static Envelope read(byte[] body) {
    var root = parsed(body);
    return root.isObject() ? of(root) : none(formOf(body));
  }

  /** Returns an error envelope with that remark (lower case) and nothing else. */
  static Envelope ofError(String remark) {
    return new Envelope(
        Form.OBJECT, "error", remark, words(remark), MissingNode.getInstance(), List.of());
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException _) {
      // Not JSON, nested too deeply, or with numbers that are too long.
      return MissingNode.getInstance();
    }
  }

  private static Form formOf(byte[] body) {
    var text = new String(body, ISO_8859_1).strip();
    var cut = text.isEmpty() || (text.startsWith("{") && !text.endsWith("}"));
    return cut ? Form.CUT : Form.UNREADABLE;
  }

  private static Envelope none(Form form) {
    return new Envelope(form, "", "", new LinkedHashSet<>(), MissingNode.getInstance(), List.of());
  }

  private static Envelope of(JsonNode root) {
    var remark = value(root.path("remark"));
    return new Envelope(
        Form.OBJECT,
        value(root.path("status")),
        remark,
        words(remark),
        root,
        texts(root.path("message")).toList());
  }

  /** Splits a remark into its runs of letters and digits, in lower case. */
  static SequencedSet<String> words(String remark) {
    return WORD_SEPARATOR
        .splitAsStream(remark.toLowerCase(Locale.ROOT))
        .filter(it -> !it.isEmpty())
        .collect(
            Collectors.collectingAndThen(
                Collectors.toCollection(LinkedHashSet::new),
                Collections::unmodifiableSequencedSet));
  }

  private static String value(JsonNode node) {
    return node.isString() ? node.stringValue().strip().toLowerCase(Locale.ROOT) : "";
  }

  /** Reads texts one level deep, as the provider documents; deeper nesting is ignored. */
  private static Stream<String> texts(JsonNode message) {
    var nodes = message.isContainer() ? message.values().stream() : Stream.of(message);
    return nodes.filter(JsonNode::isString).map(JsonNode::stringValue);
  }

  /** Returns a missing node if absent. */
  JsonNode data() {
    return root.path("data");
  }

  /** Whether it has Laravel's list of validation errors by field. */
  boolean listsErrors() {
    return root.path("errors").isContainer() && !root.path("message").isMissingNode();
  }

  /**
   * Returns the provider's messages for people, including those by field; at most ten of at most
   * 300 characters. They are shown, never parsed.
   */
  List<String> sentences() {
    var ofFields = root.path("errors").values().stream().flatMap(Envelope::texts);
    return Stream.concat(messages.stream(), ofFields)
        .map(it -> CONTROLS.matcher(it).replaceAll(" ").strip())
        .filter(it -> !it.isEmpty())
        .distinct()
        .limit(MAX_SENTENCES)
        .map(
            it ->
                it.length() > MAX_SENTENCE_LENGTH ? it.substring(0, MAX_SENTENCE_LENGTH) + "…" : it)
        .toList();
  }

  /** Whether its status is {@code success}, whatever the remark. */
  boolean claimsSuccess() {
    return status.equals("success");
  }

  @Override
  public String toString() {
    return "Envelope[form=%s]".formatted(form);
  }
}
