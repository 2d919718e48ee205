package dev.otpauth.canary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Something private that is recognised wherever it turns up: as it is, in any case of its letters,
 * in base64 (also in the midst of more) and in hex.
 *
 * @param name to tell of it
 * @param value as it is given to the service
 * @param plain lower-case texts that give it away
 * @param encoded texts that give it away with their case
 */
record Canary(String name, String value, Set<String> plain, Set<String> encoded) {

  /** What people and programs put between the digits of a number. */
  private static final Pattern BETWEEN_DIGITS =
      Pattern.compile("(?<=[0-9])(?:[ .()/+\\-\\u00a0]|%20|\\\\u00a0){1,4}(?=[0-9])");

  /** A number: all forms of it have these digits in a row once what is between them is gone. */
  static Canary number(String e164) {
    return of("number", e164, e164.substring(e164.length() - 10).getBytes(UTF_8));
  }

  /** A code or a secret. */
  static Canary text(String name, String value) {
    return of(name, value, value.getBytes(UTF_8));
  }

  /** A key, in the base64 of its setting and as bytes. */
  static Canary key(String name, String base64) {
    var canary = of(name, base64, base64.replace("=", "").getBytes(UTF_8));
    var bytes = Base64.getDecoder().decode(base64);
    canary.plain.add(HexFormat.of().formatHex(bytes));
    canary.encoded.addAll(base64Of(bytes));
    return canary;
  }

  private static Canary of(String name, String value, byte[] telling) {
    var plain = new LinkedHashSet<String>();
    plain.add(new String(telling, UTF_8).toLowerCase(Locale.ROOT));
    plain.add(HexFormat.of().formatHex(telling));
    return new Canary(name, value, plain, new LinkedHashSet<>(base64Of(telling)));
  }

  /** What base64 makes of the bytes alone wherever they stand among others. */
  private static List<String> base64Of(byte[] bytes) {
    var forms = new ArrayList<String>();
    for (var before = 0; before < 3; before++) {
      var padded = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, padded, before, bytes.length);
      var begin = (8 * before + 5) / 6;
      var end = 8 * padded.length / 6;
      forms.add(Base64.getEncoder().encodeToString(padded).substring(begin, end));
      forms.add(Base64.getUrlEncoder().encodeToString(padded).substring(begin, end));
    }
    return forms;
  }

  /** Where they are found. */
  static List<String> found(List<Canary> canaries, String sink, String content) {
    var lower = content.toLowerCase(Locale.ROOT);
    var joined = BETWEEN_DIGITS.matcher(lower).replaceAll("");
    var found = new ArrayList<String>();
    for (var canary : canaries) {
      for (var form : canary.plain) {
        tell(found, canary, sink, lower, form);
        tell(found, canary, sink, joined, form);
      }
      for (var form : canary.encoded) {
        tell(found, canary, sink, content, form);
      }
    }
    return found;
  }

  private static void tell(
      List<String> found, Canary canary, String sink, String content, String form) {
    var at = content.indexOf(form);
    if (at >= 0) {
      var line = content.lastIndexOf('\n', at) + 1;
      found.add(
          "%s %s in %s: %s"
              .formatted(
                  canary.name,
                  canary.value,
                  sink,
                  content.substring(
                      Math.max(line, at - 250), Math.min(content.length(), at + 100))));
    }
  }
}
