package dev.otpauth.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The three encodings of a request's fields. */
enum FieldEncoding {
  MULTIPART("multipart/form-data; boundary=simulated") {
    @Override
    String write(Map<String, String> fields) {
      return fields.entrySet().stream()
          .map(
              field ->
                  "--simulated\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                      .formatted(field.getKey(), field.getValue()))
          .collect(Collectors.joining("", "", "--simulated--\r\n"));
    }
  },
  FORM("application/x-www-form-urlencoded") {
    @Override
    String write(Map<String, String> fields) {
      return fields.entrySet().stream()
          .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
          .collect(Collectors.joining("&"));
    }
  },
  JSON("application/json") {
    @Override
    String write(Map<String, String> fields) {
      return JsonMapper.shared().writeValueAsString(fields);
    }
  };

  private final String contentType;

  FieldEncoding(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  abstract String write(Map<String, String> fields);
}
