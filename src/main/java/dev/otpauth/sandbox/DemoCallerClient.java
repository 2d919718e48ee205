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

/** HTTP client that calls the API as {@code demo}, at the port of the request it serves. */
final class DemoCallerClient {

  static final String ID = "demo";
  static final String SECRET = "demo-secret";

  private static final List<String> REQUEST_HEADERS =
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.ACCEPT_LANGUAGE, "Idempotency-Key");
  private static final List<String> RESPONSE_HEADERS =
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CACHE_CONTROL, HttpHeaders.RETRY_AFTER);

  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  private final RestClient http;

  /**
   * Creates a client.
   *
   * @param timeout for a response; longer than the service waits for the provider
   */
  DemoCallerClient(Duration timeout) {
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    var factory = new JdkClientHttpRequestFactory(client);
    factory.setReadTimeout(timeout);
    this.http =
        RestClient.builder()
            .requestFactory(factory)
            .defaultHeaders(headers -> headers.setBasicAuth(ID, SECRET))
            .build();
  }

  /** Returns the response, whatever its status. */
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
    for (var name : REQUEST_HEADERS) {
      var value = page.getHeader(name);
      if (value != null) {
        headers.set(name, value);
      }
    }
  }

  private static ResponseEntity<byte[]> answer(ClientHttpResponse answer) throws IOException {
    var back = ResponseEntity.status(answer.getStatusCode());
    for (var name : RESPONSE_HEADERS) {
      var value = answer.getHeaders().getFirst(name);
      if (value != null) {
        back.header(name, value);
      }
    }
    return back.body(answer.getBody().readNBytes(MAX_ANSWER_BYTES));
  }
}
