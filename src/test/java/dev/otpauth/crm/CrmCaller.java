package dev.otpauth.crm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** An internal caller of contacts and inbox, over MockMvc. */
record CrmCaller(MockMvcTester mvc, @Nullable String key) {

  CrmCaller(MockMvcTester mvc) {
    this(mvc, null);
  }

  /** The calls under that Idempotency-Key. */
  CrmCaller under(String of) {
    return new CrmCaller(mvc, of);
  }

  static final String CONTACT =
      "{\"firstname\":\"Budi\",\"lastname\":\"Santoso\",\"mobile\":\"0812-3456-7890\"}";
  static final String MESSAGE = "{\"mobile\":\"0812-3456-7890\",\"message\":\"Halo\"}";
  static final String TEMPLATE = "{\"mobile\":\"0812-3456-7890\",\"template_id\":\"welcome_1\"}";

  /** Makes a call with a JSON body, such as {@code POST /spektif/messages}. */
  MvcTestResult call(String call, String json) {
    return send(call, MediaType.APPLICATION_JSON_VALUE, json.getBytes(UTF_8), "en");
  }

  MvcTestResult callInIndonesian(String call, String json) {
    return send(call, MediaType.APPLICATION_JSON_VALUE, json.getBytes(UTF_8), "id");
  }

  MvcTestResult form(String call, byte[] form) {
    return send(call, Form.TYPE, form, "en");
  }

  MvcTestResult send(String call, String type, byte[] body, String language) {
    var space = call.indexOf(' ');
    var request =
        mvc.method(HttpMethod.valueOf(call.substring(0, space)))
            .uri(call.substring(space + 1))
            .with(httpBasic("crm", "crm-secret"))
            .header("Accept-Language", language)
            .contentType(type)
            .content(body);
    return (key == null ? request : request.header("Idempotency-Key", key)).exchange();
  }
}
