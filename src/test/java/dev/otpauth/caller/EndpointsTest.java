package dev.otpauth.caller;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import dev.otpauth.ServiceTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Every mapped endpoint requires exactly the authority listed here. */
@ServiceTest
@ContextConfiguration(initializers = TestIssuer.class)
class EndpointsTest {

  private static final Set<String> OPEN = Set.of("anyone");
  private static final Set<String> NOBODY = Set.of();

  private static final Set<String> CRM =
      Set.of("contacts:read", "contacts:write", "inbox:read", "inbox:write", "inbox:send");

  /** Credentials with all authorities. */
  private static final String ALL =
      "otp:verify otp:read otp:erase contacts:read contacts:write inbox:read inbox:write"
          + " inbox:send";

  /** Sufficient authorities; one of them is enough. */
  private static final Map<String, Set<String>> DECISIONS =
      Map.ofEntries(
          entry("POST /auth/otp/request", Set.of("otp:verify")),
          entry("POST /auth/otp/confirm", Set.of("otp:verify")),
          entry("POST /auth/otp/resend", Set.of("otp:verify")),
          entry("POST /auth/otp/introspect", Set.of("otp:verify")),
          entry("POST /auth/otp/history", Set.of("otp:read")),
          entry("POST /auth/otp/erase", Set.of("otp:erase")),
          entry("GET /auth/otp/{request_id}", Set.of("otp:verify", "otp:read")),
          entry("DELETE /auth/otp/{request_id}", Set.of("otp:verify")),
          entry("POST /spektif/contacts/search", Set.of("contacts:read")),
          entry("POST /spektif/contacts", Set.of("contacts:write")),
          entry("PATCH /spektif/contacts/{id}", Set.of("contacts:write")),
          entry("DELETE /spektif/contacts/{id}", Set.of("contacts:write")),
          entry("POST /spektif/conversations/search", Set.of("inbox:read")),
          entry("GET /spektif/conversations/{id}", Set.of("inbox:read")),
          entry("PUT /spektif/conversations/{id}/status", Set.of("inbox:write")),
          entry("POST /spektif/messages", Set.of("inbox:send")),
          entry("POST /spektif/messages/template", Set.of("inbox:send")),
          entry("POST /spektif/templates/search", Set.of("inbox:read")),
          entry("GET /.well-known/jwks.json", OPEN),
          entry("GET /actuator", NOBODY),
          entry("GET /actuator/health", Set.of("otp:read")),
          entry("GET /actuator/health/**", NOBODY),
          entry("GET /actuator/health/liveness", OPEN),
          entry("GET /actuator/health/readiness", OPEN),
          entry("GET /actuator/prometheus", Set.of("otp:read")),
          // Answers what the container refused; the container goes there by itself.
          entry("GET /error", NOBODY),
          entry("POST /error", NOBODY));

  /** Endpoints whose rules are narrower than their mappings. */
  private static final Set<String> PARTS_OF_A_MAPPING =
      Set.of("GET /actuator/health/liveness", "GET /actuator/health/readiness");

  private static final List<HttpMethod> METHODS =
      Stream.concat(Stream.of(HttpMethod.values()), Stream.of(HttpMethod.valueOf("PROPFIND")))
          .toList();

  private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.HEAD, HttpMethod.OPTIONS);

  @Autowired MockMvcTester mvc;
  @Autowired ApplicationContext context;

  /** A caller with valid credentials and its authorities. */
  record Known(String name, RequestPostProcessor credentials, Set<String> authorities) {

    boolean may(Set<String> oneOf) {
      return authorities.stream().anyMatch(oneOf::contains);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Known> known() {
    return Stream.of(
        new Known("Basic verify", httpBasic("login", "login-secret"), Set.of("otp:verify")),
        new Known("Basic verify, 2", httpBasic("login", "login-secret-2"), Set.of("otp:verify")),
        new Known("Basic read", httpBasic("support", "support-secret"), Set.of("otp:read")),
        new Known("Basic erase", httpBasic("privacy", "privacy-secret"), Set.of("otp:erase")),
        new Known("token verify", bearer(TestIssuer.token("otp:verify")), Set.of("otp:verify")),
        new Known("token read", bearer(TestIssuer.token("otp:read")), Set.of("otp:read")),
        new Known("token erase", bearer(TestIssuer.token("otp:erase")), Set.of("otp:erase")),
        new Known("Basic contacts and inbox", httpBasic("crm", "crm-secret"), CRM),
        new Known(
            "token contacts:read",
            bearer(TestIssuer.token("contacts:read")),
            Set.of("contacts:read")),
        new Known(
            "token contacts:write",
            bearer(TestIssuer.token("contacts:write")),
            Set.of("contacts:write")),
        new Known("token inbox:read", bearer(TestIssuer.token("inbox:read")), Set.of("inbox:read")),
        new Known(
            "token inbox:write", bearer(TestIssuer.token("inbox:write")), Set.of("inbox:write")),
        new Known("token inbox:send", bearer(TestIssuer.token("inbox:send")), Set.of("inbox:send")),
        new Known("token of nothing", bearer(TestIssuer.token("openid email")), Set.of()),
        new Known("token without scope", bearer(TestIssuer.token("")), Set.of()));
  }

  @Test
  void everyMappedEndpointIsDecidedOn() {
    var mapped = MappedEndpoints.of(context);
    assertThat(mapped)
        .as(
            """
            Every mapped endpoint needs a decision. For a new one: say in Endpoints who may call it \
            (what is not named there is denied), and write the same down in DECISIONS\
            """)
        .isSubsetOf(DECISIONS.keySet());
    assertThat(DECISIONS.keySet())
        .as("what is gone needs no decision")
        .allMatch(it -> mapped.contains(it) || PARTS_OF_A_MAPPING.contains(it));
  }

  @Test
  void nothingIsServedBesideTheMappings() {
    assertThat(context.getBeansOfType(ServletRegistrationBean.class))
        .as("another servlet would need its own walk through its endpoints")
        .containsOnlyKeys("dispatcherServletRegistration");
  }

  @Test
  void withoutCredentialsEveryEndpointIsUnauthorized() {
    closed(
        endpoint ->
            assertThat(call(endpoint, null))
                .as(endpoint)
                .hasStatus(401)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .hasHeader("Cache-Control", "no-store")
                .satisfies(
                    it ->
                        assertThat(it.getResponse().getHeaders("WWW-Authenticate"))
                            .containsExactly(
                                "Basic realm=\"otp-auth\", charset=\"UTF-8\"",
                                "Bearer realm=\"otp-auth\""))
                .bodyText()
                .contains("\"code\":\"unauthorized\""));
  }

  @ParameterizedTest
  @CsvSource({
    "login, wrong",
    "login, ''",
    "nobody, login-secret",
    "'', ''",
    "login, 'login-secret '",
    "LOGIN, login-secret",
    "client:checkout, login-secret"
  })
  void wrongSecretsAreUnauthorizedEverywhere(String id, String secret) {
    closed(endpoint -> assertThat(call(endpoint, httpBasic(id, secret))).hasStatus(401));
  }

  @Test
  void wrongTokensAreUnauthorizedEverywhere() {
    var another = TestIssuer.key("current");
    var forged =
        TestIssuer.signed(
            TestIssuer.header(another), TestIssuer.claims(ALL).build(), TestIssuer.signer(another));
    closed(endpoint -> assertThat(call(endpoint, bearer(forged))).as(endpoint).hasStatus(401));
  }

  @ParameterizedTest
  @MethodSource("known")
  void onlyTheEntitledGetThrough(Known caller) {
    closed(
        endpoint -> {
          var result = call(endpoint, caller.credentials());
          if (caller.may(DECISIONS.getOrDefault(endpoint, NOBODY))) {
            assertThat(result.getResponse().getStatus()).as(endpoint).isIn(200, 204, 400, 404);
            return;
          }
          assertThat(result)
              .as(endpoint)
              .hasStatus(403)
              .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
              .bodyText()
              .contains("\"code\":\"forbidden\"");
        });
  }

  /** Includes {@code TRACE}; {@code HEAD} counts as {@code GET}. */
  @Test
  void noOtherMethodOpensAKnownPath() {
    for (var endpoint : DECISIONS.keySet()) {
      var path = endpoint.substring(endpoint.indexOf(' ') + 1);
      for (var method : METHODS) {
        var other = method + " " + path;
        if (!DECISIONS.containsKey(other) && !HARMLESS.contains(method)) {
          assertThat(status(other, null)).as(other).isIn(400, 401);
          for (var caller :
              List.of(httpBasic("login", "login-secret"), bearer(TestIssuer.token(ALL)))) {
            assertThat(status(other, caller)).as(other).isIn(400, 403, 405);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, 404",
    "GET, /actuator/env, 404",
    "GET, /actuator/info, 404",
    "GET, /swagger-ui, 404",
    "GET, /auth/otp, 404",
    "GET, /auth/otp/nothing, 404",
    "GET, /sandbox/inbox, 404",
    "POST, /sandbox/external-api/otp/send, 404",
    "GET, /spektif/nothing, 404",
    "DELETE, /spektif/contacts/all, 404",
    "OPTIONS, /nothing, 404",
    "GET, /actuator/health/spektif, 403",
    "GET, /.well-known/oauth-protected-resource, 404",
    "GET, /login, 404",
    "POST, /logout, 404"
  })
  void everythingElseIsDenied(String method, String path, int toSomebody) {
    var all = bearer(TestIssuer.token(ALL));
    assertThat(call(method + " " + path, null)).hasStatus(401);
    assertThat(call(method + " " + path, httpBasic("nobody", "x"))).hasStatus(401);
    assertThat(call(method + " " + path, all))
        .hasStatus(toSomebody)
        .bodyText()
        .contains("\"code\":\"%s\"".formatted(toSomebody == 404 ? "not_found" : "forbidden"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /auth/otp/request, POST",
    "DELETE, /auth/otp/history, POST",
    "PATCH, /auth/otp/erase, POST",
    "GET, /spektif/contacts, POST",
    "POST, /spektif/conversations/7/status, PUT",
    "POST, /.well-known/jwks.json, GET",
    "POST, /actuator/prometheus, GET"
  })
  void whoeverIsSomebodyIsToldTheMethodsOfAPath(String method, String path, String allowed) {
    assertThat(call(method + " " + path, httpBasic("nobody", "x"))).hasStatus(401);
    assertThat(call(method + " " + path, httpBasic("login", "login-secret")))
        .hasStatus(405)
        .hasHeader("Allow", allowed)
        .bodyText()
        .contains("\"code\":\"method_not_allowed\"");
  }

  @Test
  void headIsAnsweredAsGetIs() {
    for (var endpoint : DECISIONS.keySet()) {
      if (endpoint.startsWith("GET ")) {
        for (var caller : known().toList()) {
          assertThat(status(endpoint.replace("GET", "HEAD"), caller.credentials()))
              .as("%s by %s", endpoint, caller)
              .isEqualTo(status(endpoint, caller.credentials()));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"liveness", "readiness"})
  void probesAreOpenAndSayNothingElse(String probe) {
    assertThat(call("GET /actuator/health/" + probe, null))
        .hasStatus(200)
        .bodyJson()
        .isEqualTo("{\"status\":\"UP\"}");
  }

  @ParameterizedTest
  @MethodSource("known")
  void noSessionIsEverMade(Known caller) {
    var result = call("POST /auth/otp/resend", caller.credentials());
    assertThat(result.getRequest().getSession(false)).isNull();
    assertThat(result).doesNotContainHeader("Set-Cookie");
  }

  @Test
  void everyAnswerForbidsWhatAnApiNeverNeeds() {
    for (var endpoint : DECISIONS.keySet()) {
      assertThat(call(endpoint, bearer(TestIssuer.token("otp:verify otp:read"))))
          .as(endpoint)
          .hasHeader("Cache-Control", "no-store")
          .hasHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
          .hasHeader("Referrer-Policy", "no-referrer")
          .hasHeader("X-Content-Type-Options", "nosniff")
          .hasHeader("X-Frame-Options", "DENY")
          .doesNotContainHeader("Strict-Transport-Security");
    }
    RequestPostProcessor https = EndpointsTest::overHttps;
    assertThat(call("GET /actuator/health/liveness", https))
        .containsHeader("Strict-Transport-Security");
  }

  private static MockHttpServletRequest overHttps(MockHttpServletRequest request) {
    request.setSecure(true);
    return request;
  }

  private static void closed(Consumer<String> check) {
    DECISIONS.forEach(
        (endpoint, decision) -> {
          if (!decision.equals(OPEN)) {
            check.accept(endpoint);
          }
        });
  }

  private int status(String endpoint, @Nullable RequestPostProcessor credentials) {
    return call(endpoint, credentials).getResponse().getStatus();
  }

  private MvcTestResult call(String endpoint, @Nullable RequestPostProcessor credentials) {
    var space = endpoint.indexOf(' ');
    var path =
        endpoint
            .substring(space + 1)
            .replace("{request_id}", "019a0000-0000-7000-8000-000000000000")
            .replace("{id}", "7")
            .replace("**", "db");
    var request =
        mvc.method(HttpMethod.valueOf(endpoint.substring(0, space)))
            .uri(path)
            .contentType(MediaType.APPLICATION_JSON)
            .content("{}");
    if (credentials != null) {
      request.with(credentials);
    }
    return request.exchange();
  }

  private static RequestPostProcessor bearer(String token) {
    return request -> {
      request.addHeader("Authorization", "Bearer " + token);
      return request;
    };
  }
}
