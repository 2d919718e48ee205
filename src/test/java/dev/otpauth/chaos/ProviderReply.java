package dev.otpauth.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An answer of the provider, as it documents them. */
record ProviderReply(int status, String type, String body) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  static ProviderReply success(String remark, Object data) {
    return json(200, "success", remark, data);
  }

  static ProviderReply error(int status, String remark, @Nullable Object data) {
    return json(status, "error", remark, data);
  }

  static ProviderReply throttled(int seconds) {
    return error(429, "rate_limit_exceeded", Map.of("retry_after", seconds));
  }

  static ProviderReply html(int status) {
    return new ProviderReply(
        status, "text/html", "<html><body><h1>%d</h1></body></html>".formatted(status));
  }

  private static ProviderReply json(int status, String word, String remark, @Nullable Object data) {
    var envelope = new LinkedHashMap<String, Object>();
    envelope.put("remark", remark);
    envelope.put("status", word);
    envelope.put("message", List.of("Told by the scripted provider."));
    if (data != null) {
      envelope.put("data", data);
    }
    return new ProviderReply(status, "application/json", MAPPER.writeValueAsString(envelope));
  }

  ProviderReply withBody(String other) {
    return new ProviderReply(status, type, other);
  }

  ProviderReply withStatus(int other) {
    return new ProviderReply(other, type, body);
  }

  byte[] bytes() {
    return body.getBytes(UTF_8);
  }

  byte[] firstHalf() {
    return Arrays.copyOf(bytes(), bytes().length / 2);
  }
}
