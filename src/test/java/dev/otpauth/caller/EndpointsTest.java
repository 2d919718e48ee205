package dev.otpauth.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import dev.otpauth.ServiceTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every mapped endpoint has a decision here: who may, who may not. */
@ServiceTest
class EndpointsTest {

  /** What a caller needs for each endpoint; a new one without a line fails the build. */
  private static final Map<String, Set<String>> DECISIONS =
      Map.of(
          "POST /auth/otp/request", Set.of("login"),
          "POST /auth/otp/confirm", Set.of("login"),
          "POST /auth/otp/resend", Set.of("login"),
          "POST /auth/otp/introspect", Set.of("login"),
          "POST /auth/otp/history", Set.of("support"),
          "POST /auth/otp/erase", Set.of("privacy"),
          "GET /auth/otp/{request_id}", Set.of("login", "support"));

  /** What everybody may ask. */
  private static final Set<String> OPEN = Set.of("GET /.well-known/jwks.json");

  /** Answers what the container refused; reached by no caller's request. */
  private static final String ERROR = " /error";

  @Autowired MockMvcTester mvc;
  @Autowired List<RequestMappingHandlerMapping> mappings;

  @Test
  void everyMappedEndpointIsDecidedOn() {
    var decided = new TreeSet<>(DECISIONS.keySet());
    decided.addAll(OPEN);
    assertThat(mapped()).containsExactlyInAnyOrderElementsOf(decided);
  }

  @Test
  void whatIsOpenNeedsNoCredentialsAndIsNotStored() {
    for (var endpoint : OPEN) {
      assertThat(call(endpoint, null, null))
          .as(endpoint)
          .hasStatus(200)
          .hasHeader("Cache-Control", "no-store");
    }
  }

  @Test
  void withoutCredentialsEveryEndpointIsUnauthorized() {
    for (var endpoint : DECISIONS.keySet()) {
      assertThat(call(endpoint, null, null))
          .as(endpoint)
          .hasStatus(401)
          .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
          .hasHeader("WWW-Authenticate", "Basic realm=\"otp-auth\", charset=\"UTF-8\"")
          .hasHeader("Cache-Control", "no-store")
          .bodyText()
          .contains("\"code\":\"unauthorized\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "login, wrong",
    "login, ''",
    "nobody, login-secret",
    "'', ''",
    "login, 'login-secret '",
    "LOGIN, login-secret"
  })
  void wrongCredentialsAreUnauthorizedEverywhere(String id, String secret) {
    for (var endpoint : DECISIONS.keySet()) {
      assertThat(call(endpoint, id, secret)).as(endpoint).hasStatus(401);
    }
  }

  @Test
  void onlyTheEntitledGetThrough() {
    for (var endpoint : DECISIONS.entrySet()) {
      for (var caller : List.of("login", "support", "privacy")) {
        var result = call(endpoint.getKey(), caller, caller + "-secret");
        var status = result.getResponse().getStatus();
        if (endpoint.getValue().contains(caller)) {
          assertThat(status).as("%s as %s", endpoint.getKey(), caller).isIn(200, 400, 404);
        } else {
          assertThat(result)
              .as("%s as %s", endpoint.getKey(), caller)
              .hasStatus(403)
              .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
              .bodyText()
              .contains("\"code\":\"forbidden\"");
        }
      }
    }
  }

  @Test
  void bothSecretsOfARotationAreGood() {
    assertThat(call("POST /auth/otp/resend", "login", "login-secret")).hasStatus(400);
    assertThat(call("POST /auth/otp/resend", "login", "login-secret-2")).hasStatus(400);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /",
    "GET, /actuator",
    "GET, /actuator/env",
    "GET, /actuator/info",
    "GET, /swagger-ui",
    "DELETE, /auth/otp/request",
    "GET, /sandbox/inbox",
    "GET, /error",
    "POST, /sandbox/external-api/otp/send",
    "GET, /actuator/health/spektif"
  })
  void everythingElseIsDenied(String method, String path) {
    assertThat(call(method + " " + path, null, null)).hasStatus(401);
    assertThat(call(method + " " + path, "login", "login-secret")).hasStatus(403);
  }

  @Test
  void probesAreOpenAndSayNothingElse() {
    for (var probe : List.of("liveness", "readiness")) {
      assertThat(call("GET /actuator/health/" + probe, null, null))
          .hasStatus(200)
          .bodyJson()
          .isEqualTo("{\"status\":\"UP\"}");
    }
  }

  @Test
  void metricsAndHealthAreTheReaders() {
    for (var path : List.of("/actuator/prometheus", "/actuator/health")) {
      assertThat(call("GET " + path, null, null)).hasStatus(401);
      assertThat(call("GET " + path, "login", "login-secret")).hasStatus(403);
      assertThat(call("GET " + path, "support", "support-secret")).hasStatus(200);
    }
  }

  @Test
  void noSessionIsEverMade() {
    var result = call("POST /auth/otp/resend", "login", "login-secret");
    assertThat(result.getRequest().getSession(false)).isNull();
    assertThat(result)
        .doesNotContainHeader("Set-Cookie")
        .hasHeader("X-Content-Type-Options", "nosniff");
  }

  private Set<String> mapped() {
    var endpoints = new TreeSet<String>();
    for (var mapping : mappings) {
      for (var info : mapping.getHandlerMethods().keySet()) {
        var methods =
            info.getMethodsCondition().getMethods().isEmpty()
                ? Stream.of("")
                : info.getMethodsCondition().getMethods().stream().map(Enum::name);
        methods.forEach(
            method ->
                info.getPatternValues()
                    .forEach(
                        path ->
                            endpoints.add(
                                method + " " + path.replaceAll("\\{(\\w+):.*\\}", "{$1}"))));
      }
    }
    endpoints.remove(ERROR);
    return endpoints;
  }

  private MvcTestResult call(String endpoint, @Nullable String id, @Nullable String secret) {
    var space = endpoint.indexOf(' ');
    var path =
        endpoint
            .substring(space + 1)
            .replace("{request_id}", "019a0000-0000-7000-8000-000000000000");
    var request =
        mvc.method(HttpMethod.valueOf(endpoint.substring(0, space)))
            .uri(path)
            .contentType(MediaType.APPLICATION_JSON)
            .content("{}");
    if (id != null && secret != null) {
      request.with(httpBasic(id, secret));
    }
    return request.exchange();
  }
}
