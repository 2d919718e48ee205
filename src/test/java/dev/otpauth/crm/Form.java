package dev.otpauth.crm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Builds a {@code multipart/form-data} body as clients do, with its parts in order. */
final class Form {

  static final String BOUNDARY = "----------------0123456789abcdef";
  static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;
  static final byte[] CLOSING = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(UTF_8);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Someone to write to. */
  static Form toSomeone() {
    return new Form().field("mobile", "0812-3456-7890");
  }

  Form field(String name, String value) {
    head("Content-Disposition: form-data; name=\"%s\"".formatted(name));
    return raw(value.getBytes(UTF_8));
  }

  /** A file, by its whole content. */
  Form file(String name, String fileName, byte[] content) {
    return fileHead(name, "filename=\"%s\"".formatted(fileName)).raw(content);
  }

  /** What stands before a file's content. */
  Form fileHead(String name, String fileName) {
    return head(
        "Content-Disposition: form-data; name=\"%s\"; %s\r\nContent-Type: application/octet-stream"
            .formatted(name, fileName));
  }

  private Form head(String head) {
    var begin = bytes.size() == 0 ? "" : "\r\n";
    return raw((begin + "--" + BOUNDARY + "\r\n" + head + "\r\n\r\n").getBytes(UTF_8));
  }

  Form raw(byte[] more) {
    bytes.writeBytes(more);
    return this;
  }

  /** All so far. */
  byte[] begun() {
    return bytes.toByteArray();
  }

  /** All of it. */
  byte[] closed() {
    raw(CLOSING);
    return begun();
  }
}
