package dev.otpauth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The calls about one number, over the whole service. */
record SubscriberCalls(MockMvcTester mvc, String mobile, @Nullable String key) {

  SubscriberCalls(MockMvcTester mvc, String mobile) {
    this(mvc, mobile, null);
  }

  /** The calls under that Idempotency-Key. */
  SubscriberCalls under(String of) {
    return new SubscriberCalls(mvc, mobile, of);
  }

  MvcTestResult request() {
    return post("login", "request", "{\"mobile\":\"%s\"}".formatted(mobile));
  }

  /** At that address. */
  MvcTestResult requestAt(String clientIp) {
    return post(
        "login", "request", "{\"mobile\":\"%s\",\"client_ip\":\"%s\"}".formatted(mobile, clientIp));
  }

  MvcTestResult confirm(String id, String code) {
    return post(
        "login", "confirm", "{\"request_id\":\"%s\",\"otp_code\":\"%s\"}".formatted(id, code));
  }

  MvcTestResult resend(String id) {
    return post("login", "resend", "{\"request_id\":\"%s\"}".formatted(id));
  }

  MvcTestResult status(String id) {
    return mvc.get().uri("/auth/otp/" + id).with(httpBasic("login", "login-secret")).exchange();
  }

  MvcTestResult cancel(String id) {
    return mvc.delete().uri("/auth/otp/" + id).with(httpBasic("login", "login-secret")).exchange();
  }

  MvcTestResult erase() {
    return post("privacy", "erase", "{\"mobile\":\"%s\"}".formatted(mobile));
  }

  /** Requests a code, and gives the request's id. */
  String requested() throws UnsupportedEncodingException {
    var answer = request();
    assertThat(answer).hasStatus(202);
    return field(answer, "request_id");
  }

  static String field(MvcTestResult answer, String name) throws UnsupportedEncodingException {
    return JsonPath.read(answer.getResponse().getContentAsString(), "$." + name);
  }

  private MvcTestResult post(String caller, String call, String body) {
    var request =
        mvc.post()
            .uri("/auth/otp/" + call)
            .with(httpBasic(caller, caller + "-secret"))
            .contentType(MediaType.APPLICATION_JSON)
            .content(body);
    return (key == null ? request : request.header("Idempotency-Key", key)).exchange();
  }
}
