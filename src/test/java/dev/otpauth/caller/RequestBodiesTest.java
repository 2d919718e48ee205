package dev.otpauth.caller;

import static dev.otpauth.caller.RawHttp.json;
import static dev.otpauth.caller.RawHttp.post;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Only JSON bodies of a limited size from authenticated callers are read. */
class RequestBodiesTest extends RealContainer {

  @Autowired ServletContext container;

  @Test
  void aBodyThatDeclaresMoreIsRefusedBeforeItIsSent() throws IOException {
    assertThat(exchange(post("/auth/otp/request", LOGIN, "Content-Length: 1000000000", "")))
        .startsWith("HTTP/1.1 413")
        .contains("\"code\":\"payload_too_large\"", "at most 16 KiB");
  }

  @Test
  void aChunkedBodyIsRefusedAtTheLimit() throws IOException {
    var chunk = "4001\r\n" + " ".repeat(0x4001) + "\r\n";
    assertThat(exchange(post("/auth/otp/request", LOGIN, "Transfer-Encoding: chunked", chunk)))
        .startsWith("HTTP/1.1 413")
        .contains("\"code\":\"payload_too_large\"", "at most 16 KiB");
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

  @Test
  void bodiesAreLimitedBehindTheAuthoritiesAndNowhereElse() {
    assertThat(container.getFilterRegistrations())
        .containsKey("springSecurityFilterChain")
        .doesNotContainKey("bodyLimit");
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
                    "Connection: close\r\nContent-Type: %s\r\nContent-Length: %s"
                        .formatted(type, body.length()),
                    body)))
        .startsWith("HTTP/1.1 415")
        .contains("Accept: application/json", "\"code\":\"unsupported_media_type\"");
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
            "{\"%s\":1}".formatted("a".repeat(8_000)).repeat(2),
            "\"\\ud800")) {
      assertThat(exchange(post("/auth/otp/history", SUPPORT, json(bomb))))
          .as("%.40s", bomb)
          .startsWith("HTTP/1.1 400")
          .contains("\"code\":\"invalid_request\"");
    }
  }
}
