package dev.otpauth.spektif;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/** Encodes the parts of a {@code multipart/form-data} body (RFC 7578). */
record Multipart(String boundary) {

  /** Random boundaries, so that no field value can contain the boundary. */
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}");
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\u2028\\u2029\\ud800-\\udfff]");
  private static final Pattern PATH = Pattern.compile("^.*[/\\\\]");
  private static final String UNKNOWN_TYPE = "application/octet-stream";

  static Multipart create() {
    return new Multipart("-".repeat(24) + HexFormat.of().toHexDigits(RANDOM.nextLong()));
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  /** Encodes fields in their order; the names must need no escaping. */
  String fields(SequencedMap<String, String> fields) {
    var parts = new StringBuilder();
    fields.forEach(
        (name, value) -> parts.append(begin(name)).append("\r\n\r\n").append(value).append("\r\n"));
    return parts.toString();
  }

  /** The headers of the file part, up to the file's bytes. */
  String fileHead(FilePart part) {
    var media = part.media();
    return "%s; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
        .formatted(begin(part.name()), quoted(media.fileName()), type(media.contentType()));
  }

  String end() {
    return "--" + boundary + "--\r\n";
  }

  private String begin(String name) {
    return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"";
  }

  /**
   * Escapes a file name as browsers do: UTF-8, quotes percent-encoded. Removes control characters,
   * which would end the header, and directories.
   */
  private static String quoted(String fileName) {
    var name = CONTROLS.matcher(fileName).replaceAll("");
    name = PATH.matcher(name).replaceFirst("").replace("\"", "%22");
    return name.isBlank() ? "file" : name;
  }

  private static String type(String contentType) {
    return MEDIA_TYPE.matcher(contentType).matches() ? contentType : UNKNOWN_TYPE;
  }
}
