package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.HexFormat;
import java.util.SequencedMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** How the fields of a POST are written. */
enum RequestEncoding {
  /** As PHP's curl sends an array of fields, which is what the provider's samples do. */
  MULTIPART {
    @Override
    Form encode(SequencedMap<String, String> fields) {
      var boundary = "-".repeat(24) + randomHex();
      var body = new StringBuilder();
      fields.forEach(
          (name, value) ->
              body.append("--")
                  .append(boundary)
                  .append("\r\nContent-Disposition: form-data; name=\"")
                  .append(name)
                  .append("\"\r\n\r\n")
                  .append(value)
                  .append("\r\n"));
      body.append("--").append(boundary).append("--\r\n");
      return new Form("multipart/form-data; boundary=" + boundary, body.toString().getBytes(UTF_8));
    }
  },
  FORM {
    @Override
    Form encode(SequencedMap<String, String> fields) {
      var body =
          fields.entrySet().stream()
              .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
              .collect(Collectors.joining("&"));
      return new Form("application/x-www-form-urlencoded", body.getBytes(UTF_8));
    }
  },
  JSON {
    @Override
    Form encode(SequencedMap<String, String> fields) {
      return new Form("application/json", MAPPER.writeValueAsBytes(fields));
    }
  };

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Encodes fields, whose names need no escaping in any encoding, in their order. */
  abstract Form encode(SequencedMap<String, String> fields);

  /** No secret: it only must not occur in a value, and values are digits, codes and references. */
  private static String randomHex() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  /** An encoded body. Prints without it. */
  @SuppressWarnings("ArrayRecordComponent") // written once, compared by no one
  record Form(String contentType, byte[] bytes) {

    @Override
    public String toString() {
      return "Form[%s bytes]".formatted(bytes.length);
    }
  }
}
