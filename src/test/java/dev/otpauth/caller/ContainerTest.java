package dev.otpauth.caller;

import static dev.otpauth.caller.RawHttp.basic;
import static dev.otpauth.caller.RawHttp.get;
import static dev.otpauth.caller.RawHttp.json;
import static dev.otpauth.caller.RawHttp.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;

/**
 * Tests the container byte by byte over real sockets: malformed requests, limits of headers and
 * time, attacks.
 */
class ContainerTest extends RealContainer {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NONSENSE\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: <>\r\n\r\n",
        "GET /<> HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nA: b\u0000c\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: nonsense\r\n\r\n",
        "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n",
        "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n",
        "CONNECT / HTTP/1.1\r\nHost: x\r\n\r\n"
      })
  void whatIsNoRequestIsAProblem(String request) throws IOException {
    assertIsAProblem(exchange(request), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BREW", "PROPFIND", "get", "QUERY"})
  void aMethodThatNobodyTakesIsToldToWhoeverIsSomebody(String method) throws IOException {
    var call = get("/auth/otp/request", "A: b").replace("GET", method);
    assertIsAProblem(exchange(call), 401);
    var answer = exchange(call.replace("A: b", LOGIN));
    assertIsAProblem(answer, 405);
    assertThat(answer).contains("Allow: POST\r\n");
  }

  @Test
  void headersHaveALimit() throws IOException {
    var long_ = "A: " + "a".repeat(9_000);
    var many = "A: b\r\n".repeat(101).strip();
    for (var headers : List.of(long_, many, "Authorization: Bearer " + "a".repeat(9_000))) {
      assertIsAProblem(exchange(get("/actuator/health/liveness", headers)), 400);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//actuator/prometheus",
        "/actuator//prometheus",
        "/actuator/prometheus/",
        "/actuator/prometheus;x=y",
        "/actuator;x=y/prometheus",
        "/actuator/prometheus%20",
        "/actuator/prometheus%00",
        "/actuator/prometheus.json",
        "/actuator/%70rometheus",
        "/ACTUATOR/PROMETHEUS",
        "/actuator/health/liveness/",
        "/actuator/health/liveness;x=y",
        "/actuator/health/liveness/../../prometheus",
        "/actuator/health/liveness/%2e%2e/%2e%2e/prometheus",
        "/actuator/health/liveness/..%2f..%2fprometheus",
        "/actuator/health/liveness%2f..%2f..%2fprometheus",
        "/actuator/health/liveness/..;/..;/prometheus",
        "/actuator/health/liveness%5c..%5c..%5cprometheus",
        "/actuator/health/liveness/db",
        "/actuator/health/readiness/db",
        "/auth/otp/request/../../../actuator/prometheus",
        "/./actuator/prometheus",
        "/%61uth/otp/history",
        "/error",
        "http://x/actuator/prometheus",
        "*"
      })
  void tricksOpenNothing(String path) throws IOException {
    var answer = exchange(get(path, "A: b"));
    assertIsAProblem(answer, Integer.parseInt(answer.substring(9, 12)));
    assertThat(answer).containsPattern("^HTTP/1.1 40[01] ");
    assertThat(exchange(get(path, LOGIN))).containsPattern("^HTTP/1.1 40[01345] ");
  }

  @Test
  void aPeerThatFallsSilentIsLeft() throws IOException {
    assertThat(exchange("POST /auth/otp/request HTTP/1.1\r\nHost: x\r\nA")).isEmpty();
    assertIsAProblem(exchange(post("/auth/otp/request", LOGIN, "Content-Length: 10", "{")), 400);
  }

  @Test
  void aProbeCarriesEveryHeaderAndNoCookie() throws IOException {
    assertThat(exchange(get("/actuator/health/liveness", "A: b")))
        .startsWith("HTTP/1.1 200")
        .contains(HEADERS)
        .doesNotContain("Set-Cookie", "Server:", "X-Powered-By");
  }

  @Test
  void whileTheIssuerIsDownATokenIsNeitherGoodNorBad() throws IOException {
    var token = "Authorization: Bearer " + TestIssuer.token("otp:verify");
    assertThat(exchange(post("/auth/otp/request", token, json("{}"))))
        .startsWith("HTTP/1.1 503")
        .contains("\"code\":\"provider_unavailable\"", "Retry-After: 10", "\"retry_after\":10")
        .contains(HEADERS)
        .doesNotContain("WWW-Authenticate");
    assertThat(exchange(post("/auth/otp/request", LOGIN, json("{}")))).contains("mobile");
    assertThat(exchange(get("/actuator/health/readiness", "A: b"))).startsWith("HTTP/1.1 200");
  }

  @Test
  void credentialsAreNeverLogged(CapturedOutput output) throws IOException {
    var token = TestIssuer.token("otp:verify");
    var logging = LoggingSystem.get(getClass().getClassLoader());
    logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.TRACE);
    try {
      exchange(post("/auth/otp/resend", "Authorization: Bearer " + token, json("{}")));
      exchange(post("/auth/otp/resend", LOGIN, json("{}")));
      exchange(post("/auth/otp/resend", basic("canary-0000:login-secret"), json("{}")));
      exchange(get("/", LOGIN + "\u0001"));
      exchange(get("/", LOGIN.replace(":", "")));
    } finally {
      logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
    }
    assertThat(output)
        .contains("TRACE")
        .doesNotContain(
            token,
            token.substring(token.lastIndexOf('.') + 1),
            LOGIN.substring(LOGIN.lastIndexOf(' ') + 1),
            "login-secret",
            "canary-0000");
  }
}
