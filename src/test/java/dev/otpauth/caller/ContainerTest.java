package dev.otpauth.caller;

import static dev.otpauth.caller.RawHttp.basic;
import static dev.otpauth.caller.RawHttp.get;
import static dev.otpauth.caller.RawHttp.json;
import static dev.otpauth.caller.RawHttp.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.ServiceTest;
import dev.otpauth.TestDatabase;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/**
 * What the container lets in, byte by byte over real sockets: limits, malformed requests, tricks.
 * The issuer of tokens is down all the while.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "server.tomcat.connection-timeout=1s",
      "spring.security.oauth2.resourceserver.jwt.issuer-uri=http://127.0.0.1:9/realm",
      "spring.security.oauth2.resourceserver.jwt.audiences=otp-auth"
    })
@ActiveProfiles("test")
@Import({TestDatabase.class, ServiceTest.Fakes.class})
@ExtendWith(OutputCaptureExtension.class)
class ContainerTest {

  private static final String LOGIN = basic("login:login-secret");
  private static final String SUPPORT = basic("support:support-secret");

  @LocalServerPort int port;

  @Test
  void aBodyThatDeclaresMoreIsRefusedBeforeItIsSent() throws IOException {
    assertThat(exchange(post("/auth/otp/request", LOGIN, "Content-Length: 1000000000", "")))
        .startsWith("HTTP/1.1 400")
        .contains("\"field\":\"body\"", "at most 16 KiB");
  }

  @Test
  void aChunkedBodyIsRefusedAtTheLimit() throws IOException {
    var chunk = "4001\r\n" + " ".repeat(0x4001) + "\r\n";
    assertThat(exchange(post("/auth/otp/request", LOGIN, "Transfer-Encoding: chunked", chunk)))
        .startsWith("HTTP/1.1 400")
        .contains("\"field\":\"body\"", "at most 16 KiB");
  }

  @Test
  void aBodyOfTheGreatestSizeIsRead() throws IOException {
    assertThat(exchange(post("/auth/otp/request", LOGIN, json("{}" + " ".repeat(16_382)))))
        .startsWith("HTTP/1.1 400")
        .contains("\"field\":\"mobile\"")
        .doesNotContain("\"field\":\"body\"");
  }

  @Test
  void ofAnUnknownCallerNoBodyIsRead() throws IOException {
    assertThat(exchange(post("/auth/otp/request", "X: y", "Content-Length: 1000000000", "")))
        .startsWith("HTTP/1.1 401");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "text/plain",
        "application/xml",
        "nonsense",
        "application/json; charset=utf-7"
      })
  void nothingButJsonIsRead(String type) throws IOException {
    var body = "mobile=081234567801";
    assertThat(
            exchange(
                post(
                    "/auth/otp/request",
                    LOGIN,
                    "Content-Type: %s\r\nContent-Length: %d".formatted(type, body.length()),
                    body)))
        .startsWith("HTTP/1.1 400")
        .contains("\"code\":\"invalid_request\"", "\"field\":\"body\"");
  }

  @Test
  void bombsAreRefused() throws IOException {
    for (var bomb :
        List.of(
            "[".repeat(16_000),
            "{\"a\":".repeat(3_000),
            "{\"page\":1e999999999}",
            "{\"page\":1e-999999999}",
            "{\"page\":%s}".formatted("9".repeat(16_000)),
            "{\"page\":0.%s}".formatted("9".repeat(16_000)),
            "{\"%s\":1}".formatted("a".repeat(16_000)).repeat(2),
            "\"\\ud800")) {
      assertThat(exchange(post("/auth/otp/history", SUPPORT, json(bomb))))
          .as("%.40s", bomb)
          .startsWith("HTTP/1.1 400")
          .contains("\"code\":\"invalid_request\"");
    }
  }

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
        "CONNECT / HTTP/1.1\r\nHost: x\r\n\r\n",
        "BREW / HTTP/1.1\r\nHost: x\r\n\r\n"
      })
  void whatIsNoRequestIsAProblem(String request) throws IOException {
    assertIsAProblem(exchange(request), 400);
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
    assertThat(exchange(get(path, LOGIN))).containsPattern("^HTTP/1.1 40[0134] ");
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

  private static final String[] HEADERS = {
    "Cache-Control: no-store\r\n",
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n",
    "Referrer-Policy: no-referrer\r\n",
    "X-Content-Type-Options: nosniff\r\n",
    "X-Frame-Options: DENY\r\n"
  };

  private static void assertIsAProblem(String answer, int status) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains(HEADERS)
        .contains("Content-Type: application/problem+json", "\"status\":" + status)
        .doesNotContain("<html", "Tomcat", "Exception");
  }

  private String exchange(String request) throws IOException {
    return RawHttp.exchange(port, request);
  }
}
