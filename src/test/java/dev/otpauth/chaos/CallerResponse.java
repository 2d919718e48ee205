package dev.otpauth.chaos;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a caller saw.
 *
 * @param status 0 where the connection broke
 */
record CallerResponse(int status, String type, String retryAfterHeader, String cache, String body) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** The connection broke. */
  static CallerResponse none(IOException why) {
    return new CallerResponse(
        0, "", "", "", MAPPER.writeValueAsString(Map.of("broken", why.toString())));
  }

  static CallerResponse of(HttpResponse<String> response) {
    var headers = response.headers();
    return new CallerResponse(
        response.statusCode(),
        headers.firstValue("Content-Type").orElse(""),
        headers.firstValue("Retry-After").orElse(""),
        headers.firstValue("Cache-Control").orElse(""),
        response.body());
  }

  JsonNode json() {
    return MAPPER.readTree(body);
  }

  String text(String member) {
    return json().path(member).asString("");
  }

  int number(String member) {
    return json().path(member).asInt(-1);
  }

  /** The problem's code; empty where it is none. */
  String code() {
    return text("code");
  }

  UUID requestId() {
    return UUID.fromString(text("request_id"));
  }

  Duration retryAfter() {
    return Duration.ofSeconds(Math.max(1, number("retry_after")));
  }

  boolean is(int expected, String codeOrStatus) {
    return status == expected && value().equals(codeOrStatus);
  }

  private String value() {
    return status < 300 ? text("status") : code();
  }

  /** Such as {@code 202 sent} or {@code 409 in_progress}. */
  String words() {
    return status == 0 ? "no answer" : status + " " + value();
  }
}
