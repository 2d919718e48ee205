package dev.otpauth.verification.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import dev.otpauth.MovableClock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Test client for request, resend and confirm, with assertions on rate-limit responses. */
abstract class LimitsApi {

  static final String ONE = "081234567890";
  static final String OTHER = "081234567891";
  static final String THIRD = "081234567892";

  @Autowired MockMvcTester mvc;
  @Autowired MovableClock clock;
  @Autowired JsonMapper json;

  void says(MvcTestResult result, String detail) {
    assertThat(result).hasStatus(429);
    assertThat(body(result).path("detail").stringValue()).contains(detail);
  }

  void pass(long seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }

  MvcTestResult request(String mobile) {
    return post("request", "{\"mobile\":\"%s\"}".formatted(mobile));
  }

  MvcTestResult request(String mobile, String clientIp) {
    return post("request", "{\"mobile\":\"%s\",\"client_ip\":\"%s\"}".formatted(mobile, clientIp));
  }

  MvcTestResult resend(String id) {
    return post("resend", "{\"request_id\":\"%s\"}".formatted(id));
  }

  MvcTestResult confirm(String id, String code) {
    return post("confirm", "{\"request_id\":\"%s\",\"otp_code\":\"%s\"}".formatted(id, code));
  }

  MvcTestResult post(String call, String body) {
    return post(call, body, httpBasic("login", "login-secret"));
  }

  MvcTestResult post(String call, String body, RequestPostProcessor caller) {
    return mvc.post()
        .uri("/auth/otp/" + call)
        .with(caller)
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  JsonNode status(String id) {
    return body(
        mvc.get().uri("/auth/otp/" + id).with(httpBasic("login", "login-secret")).exchange());
  }

  JsonNode sent(MvcTestResult result) {
    assertThat(result).hasStatus(202);
    return body(result);
  }

  String id(MvcTestResult result) {
    return sent(result).path("request_id").stringValue();
  }

  JsonNode limited(MvcTestResult result, String by, long retryAfter) {
    problem(result, 429, "rate_limit_exceeded", "\"limited_by\":\"" + by + "\"");
    assertThat(result).hasHeader("Retry-After", Long.toString(retryAfter));
    var body = body(result);
    assertThat(body.path("retry_after").longValue()).isEqualTo(retryAfter);
    return body;
  }

  static void problem(MvcTestResult result, int status, String code, String part) {
    assertThat(result).hasStatus(status).bodyText().contains("\"code\":\"" + code + "\"", part);
  }

  JsonNode body(MvcTestResult result) {
    return json.readTree(result.getResponse().getContentAsByteArray());
  }
}
