package dev.otpauth;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests of callers, over MockMvc. */
public record Callers(MockMvcTester mvc, JsonMapper json) {

  public static final String MOBILE = "+6281234567890";

  /** A request that is open. */
  public String requested() {
    return id(post("login", "request", null, "{\"mobile\":\"%s\"}".formatted(MOBILE)));
  }

  public MvcTestResult confirm(String requestId, String code, @Nullable String key) {
    return post("login", "confirm", key, confirmation(requestId, code));
  }

  public static String confirmation(String requestId, String code) {
    return "{\"request_id\":\"%s\",\"otp_code\":\"%s\"}".formatted(requestId, code);
  }

  /** The token of an answer to a confirm. */
  public String token(MvcTestResult confirmed) {
    return json(confirmed).get("verification_token").asString();
  }

  public MvcTestResult introspect(String caller, String token, boolean consume) {
    return post(
        caller, "introspect", null, "{\"token\":\"%s\",\"consume\":%s}".formatted(token, consume));
  }

  public MvcTestResult introspectByForm(String caller, String form) {
    return mvc.post()
        .uri("/auth/otp/introspect")
        .with(httpBasic(caller, caller + "-secret"))
        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
        .content(form)
        .exchange();
  }

  public MvcTestResult post(String caller, String call, @Nullable String key, String body) {
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

  /** The {@code request_id} of an answer. */
  public String id(MvcTestResult result) {
    return json(result).get("request_id").asString();
  }

  public JsonNode json(MvcTestResult result) {
    return json.readTree(body(result));
  }

  public static String body(MvcTestResult result) {
    return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
  }
}
