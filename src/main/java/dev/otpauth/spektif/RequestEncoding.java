package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Encodings of the fields of a POST. */
enum RequestEncoding {
  /** As in the provider's samples, which use PHP's curl with an array of fields. */
  MULTIPART {
    @Override
    Form encode(SequencedMap<String, String> fields) {
      var multipart = Multipart.create();
      var body = multipart.fields(fields) + multipart.end();
      return new Form(multipart.contentType(), body.getBytes(UTF_8));
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

  /** Encodes the fields in their order; the names must need no escaping. */
  abstract Form encode(SequencedMap<String, String> fields);

  /** An encoded body. {@code toString()} shows its size only. */
  @SuppressWarnings("ArrayRecordComponent") // written once, compared by no one
  record Form(String contentType, byte[] bytes) {

    @Override
    public String toString() {
      return "Form[%s bytes]".formatted(bytes.length);
    }
  }
}
