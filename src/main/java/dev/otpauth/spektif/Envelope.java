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
 * The provider's envelope, as far as the body has one. Prints without what the provider wrote.
 *
 * @param form whether the body is a JSON object at all
 * @param status lower case, empty where absent
 * @param remark lower case, empty where absent
 * @param words the remark's letters and digits, in one piece each, in their order
 * @param root the whole body; missing where it is no JSON object
 * @param messages every text of the message, for people
 */
record Envelope(
    Form form,
    String status,
    String remark,
    SequencedSet<String> words,
    JsonNode root,
    List<String> messages) {

  /** What kind of body it is. */
  enum Form {
    OBJECT,
    /** Empty, or begun and not ended. */
    CUT,
    UNREADABLE
  }

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int MOST_SENTENCES = 10;
  private static final int LONGEST_SENTENCE = 300;
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cc}+");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^a-z0-9]+");

  /** Reads any bytes whatsoever. */
  static Envelope read(byte[] body) {
    var root = parsed(body);
    return root.isObject() ? of(root) : none(formOf(body));
  }

  /** An error with that remark, in lower case, and nothing else. */
  static Envelope ofError(String remark) {
    return new Envelope(
        Form.OBJECT, "error", remark, words(remark), MissingNode.getInstance(), List.of());
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException _) {
      // Not JSON, too deep, numbers too long: whatever the reader objects to, it is no envelope.
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
    var remark = word(root.path("remark"));
    return new Envelope(
        Form.OBJECT,
        word(root.path("status")),
        remark,
        words(remark),
        root,
        texts(root.path("message")).toList());
  }

  /** The letters and digits of a remark, in one piece each, in their order. */
  static SequencedSet<String> words(String remark) {
    return BETWEEN_WORDS
        .splitAsStream(remark.toLowerCase(Locale.ROOT))
        .filter(it -> !it.isEmpty())
        .collect(
            Collectors.collectingAndThen(
                Collectors.toCollection(LinkedHashSet::new),
                Collections::unmodifiableSequencedSet));
  }

  private static String word(JsonNode node) {
    return node.isString() ? node.stringValue().strip().toLowerCase(Locale.ROOT) : "";
  }

  /** One level deep is what the provider documents; what is nested further is no message. */
  private static Stream<String> texts(JsonNode message) {
    var nodes = message.isContainer() ? message.values().stream() : Stream.of(message);
    return nodes.filter(JsonNode::isString).map(JsonNode::stringValue);
  }

  /** Missing where absent. */
  JsonNode data() {
    return root.path("data");
  }

  /** Whether it has Laravel's list of what is wrong with which field. */
  boolean listsErrors() {
    return root.path("errors").isContainer() && !root.path("message").isMissingNode();
  }

  /** What the provider says to whoever asked, field by field where it does; never parsed. */
  List<String> sentences() {
    var ofFields = root.path("errors").values().stream().flatMap(Envelope::texts);
    return Stream.concat(messages.stream(), ofFields)
        .map(it -> CONTROLS.matcher(it).replaceAll(" ").strip())
        .filter(it -> !it.isEmpty())
        .distinct()
        .limit(MOST_SENTENCES)
        .map(it -> it.length() > LONGEST_SENTENCE ? it.substring(0, LONGEST_SENTENCE) + "…" : it)
        .toList();
  }

  /** Whether it claims success, of whatever. */
  boolean claimsSuccess() {
    return status.equals("success");
  }

  @Override
  public String toString() {
    return "Envelope[form=%s]".formatted(form);
  }
}
