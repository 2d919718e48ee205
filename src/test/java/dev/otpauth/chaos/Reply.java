package dev.otpauth.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An answer of the provider, as it documents them. */
record Reply(int status, String type, String body) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  static Reply success(String remark, Object data) {
    return json(200, "success", remark, data);
  }

  static Reply error(int status, String remark, @Nullable Object data) {
    return json(status, "error", remark, data);
  }

  static Reply throttled(int seconds) {
    return error(429, "rate_limit_exceeded", Map.of("retry_after", seconds));
  }

  static Reply html(int status) {
    return new Reply(
        status, "text/html", "<html><body><h1>%d</h1></body></html>".formatted(status));
  }

  private static Reply json(int status, String word, String remark, @Nullable Object data) {
    var envelope = new LinkedHashMap<String, Object>();
    envelope.put("remark", remark);
    envelope.put("status", word);
    envelope.put("message", List.of("Told by the scripted provider."));
    if (data != null) {
      envelope.put("data", data);
    }
    return new Reply(status, "application/json", MAPPER.writeValueAsString(envelope));
  }

  Reply withBody(String other) {
    return new Reply(status, type, other);
  }

  Reply withStatus(int other) {
    return new Reply(other, type, body);
  }

  byte[] bytes() {
    return body.getBytes(UTF_8);
  }

  byte[] firstHalf() {
    return Arrays.copyOf(bytes(), bytes().length / 2);
  }
}
