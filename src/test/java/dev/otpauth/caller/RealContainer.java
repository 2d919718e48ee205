package dev.otpauth.caller;

import static dev.otpauth.caller.RawHttp.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.ServiceTest;
import dev.otpauth.TestDatabase;
import java.io.IOException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/**
 * The service in its container, byte by byte over real sockets. The issuer of tokens is down all
 * the while.
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
abstract class RealContainer {

  static final String LOGIN = basic("login:login-secret");
  static final String SUPPORT = basic("support:support-secret");

  static final String[] HEADERS = {
    "Cache-Control: no-store\r\n",
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n",
    "Referrer-Policy: no-referrer\r\n",
    "X-Content-Type-Options: nosniff\r\n",
    "X-Frame-Options: DENY\r\n"
  };

  @LocalServerPort int port;

  static void assertIsAProblem(String answer, int status) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains(HEADERS)
        .contains("Content-Type: application/problem+json", "\"status\":" + status)
        .doesNotContain("<html", "Tomcat", "Exception", "X-Sandbox");
  }

  String exchange(String request) throws IOException {
    return RawHttp.exchange(port, request);
  }
}
