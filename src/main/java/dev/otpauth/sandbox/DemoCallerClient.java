package dev.otpauth.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Calls the service as {@code demo} does, over HTTP, at the port the request itself came to. */
final class DemoCallerClient {

  static final String ID = "demo";
  private static final String SECRET = "demo-secret";

  private static final List<String> PASSED_ON =
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.ACCEPT_LANGUAGE, "Idempotency-Key");
  private static final List<String> PASSED_BACK =
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CACHE_CONTROL, HttpHeaders.RETRY_AFTER);

  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  private final RestClient http;

  /**
   * Makes a caller.
   *
   * @param patience how long an answer may take; longer than the service itself waits
   */
  DemoCallerClient(Duration patience) {
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    var factory = new JdkClientHttpRequestFactory(client);
    factory.setReadTimeout(patience);
    this.http =
        RestClient.builder()
            .requestFactory(factory)
            .defaultHeaders(headers -> headers.setBasicAuth(ID, SECRET))
            .build();
  }

  /** The answer as it came, whatever its status. */
  ResponseEntity<byte[]> call(
      HttpMethod method, String path, byte[] body, HttpServletRequest page) {
    var request =
        http.method(method)
            .uri("http://127.0.0.1:{port}/auth/otp/{path}", page.getLocalPort(), path)
            .headers(headers -> passOn(page, headers));
    if (body.length > 0) {
      request.body(body);
    }
    return request.exchange((_, answer) -> answer(answer));
  }

  private static void passOn(HttpServletRequest page, HttpHeaders headers) {
    for (var name : PASSED_ON) {
      var value = page.getHeader(name);
      if (value != null) {
        headers.set(name, value);
      }
    }
  }

  private static ResponseEntity<byte[]> answer(ClientHttpResponse answer) throws IOException {
    var back = ResponseEntity.status(answer.getStatusCode());
    for (var name : PASSED_BACK) {
      var value = answer.getHeaders().getFirst(name);
      if (value != null) {
        back.header(name, value);
      }
    }
    return back.body(answer.getBody().readNBytes(MAX_ANSWER_BYTES));
  }
}
