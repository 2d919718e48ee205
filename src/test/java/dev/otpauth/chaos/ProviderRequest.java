package dev.otpauth.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came over the wire.
 *
 * @param phone whom it is about, in E.164; empty where it names nobody we know
 */
record ProviderRequest(
    ProviderOperation operation,
    Map<String, String> headers,
    Map<String, String> fields,
    String phone) {

  private static final Pattern PART =
      Pattern.compile("name=\"([^\"]+)\"\r\n\r\n(.*?)\r\n--", Pattern.DOTALL);

  /** The next request; null where the client has hung up. */
  static @Nullable ProviderRequest read(InputStream in, ProviderRecords books) throws IOException {
    var first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    var target = first.split(" ", 3)[1].split("\\?", 2);
    var headers = new HashMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var parts = line.split(":", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
    }
    var body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    var fields = new HashMap<String, String>();
    PART.matcher(new String(body, UTF_8))
        .results()
        .forEach(part -> fields.put(part.group(1), part.group(2)));
    if (target.length == 2) {
      for (var pair : target[1].split("&", -1)) {
        var parts = pair.split("=", 2);
        fields.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
      }
    }
    return new ProviderRequest(
        ProviderOperation.of(target[0]), headers, fields, phone(fields, books));
  }

  private static String phone(Map<String, String> fields, ProviderRecords books) {
    var number = fields.getOrDefault("mobile", fields.getOrDefault("destination_number", ""));
    return number.isEmpty() ? books.phoneOf(fields.getOrDefault("reference_id", "")) : "+" + number;
  }

  /** Up to CR LF; empty at the end of the stream, too. */
  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var next = in.read(); next != -1 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  String field(String name) {
    return field(name, "");
  }

  String field(String name, String otherwise) {
    return fields.getOrDefault(name, otherwise);
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
