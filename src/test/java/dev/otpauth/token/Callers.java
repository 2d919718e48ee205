package dev.otpauth.token;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What callers send, over MockMvc. */
record Callers(MockMvcTester mvc, JsonMapper json) {

  static final String MOBILE = "+6281234567890";

  /** A request that is open. */
  String requested() {
    return json(post("login", "request", null, "{\"mobile\":\"%s\"}".formatted(MOBILE)))
        .get("request_id")
        .asString();
  }

  MvcTestResult confirm(String requestId, String code, @Nullable String key) {
    return post("login", "confirm", key, confirmation(requestId, code));
  }

  static String confirmation(String requestId, String code) {
    return "{\"request_id\":\"%s\",\"otp_code\":\"%s\"}".formatted(requestId, code);
  }

  /** The token of an answer to a confirm. */
  String token(MvcTestResult confirmed) {
    return json(confirmed).get("verification_token").asString();
  }

  MvcTestResult introspect(String caller, String token, boolean consume) {
    return post(
        caller, "introspect", null, "{\"token\":\"%s\",\"consume\":%s}".formatted(token, consume));
  }

  MvcTestResult introspectByForm(String caller, String form) {
    return mvc.post()
        .uri("/auth/otp/introspect")
        .with(httpBasic(caller, caller + "-secret"))
        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
        .content(form)
        .exchange();
  }

  MvcTestResult post(String caller, String call, @Nullable String key, String body) {
    var request =
        mvc.post()
            .uri("/auth/otp/" + call)
            .with(httpBasic(caller, caller + "-secret"))
            .contentType(MediaType.APPLICATION_JSON)
            .content(body);
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return request.exchange();
  }

  JsonNode json(MvcTestResult result) {
    return json.readTree(body(result));
  }

  static String body(MvcTestResult result) {
    return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
  }
}
