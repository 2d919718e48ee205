package dev.otpauth.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.otpauth.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole service over HTTP, as whoever operates it sees it. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "otp.events.secrets=whsec_dGVzdC1zZWNyZXQtb2YtMjQtYnl0ZXMhISE=",
      "otp.throttle.client-ip=off",
      "management.opentelemetry.tracing.export.schedule-delay=50ms"
    })
@ActiveProfiles("test")
@Import(TestDatabase.class)
@ExtendWith(OutputCaptureExtension.class)
abstract class ObservedService {

  /** Lives as long as this process. */
  static final ExternalSystems outside = new ExternalSystems();

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern ID = Pattern.compile("\"request_id\":\"([^\"]+)\"");

  @LocalServerPort int port;

  @DynamicPropertySource
  static void surroundings(DynamicPropertyRegistry settings) {
    settings.add("spektif.base-url", () -> outside.url(""));
    settings.add(
        "otp.events.endpoint", () -> outside.url("/events").replace("127.0.0.1", "localhost"));
    settings.add(
        "management.opentelemetry.tracing.export.otlp.endpoint", () -> outside.url("/v1/traces"));
  }

  HttpResponse<String> post(String call, String body, String... headers) {
    return post("/auth/otp/" + call, "login", body, headers);
  }

  HttpResponse<String> post(String path, String caller, String body, String[] headers) {
    return send(request(path, caller, headers).POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> get(String path, String caller, String... headers) {
    return send(request(path, caller, headers).GET());
  }

  private HttpRequest.Builder request(String path, String caller, String... headers) {
    var credentials =
        Base64.getEncoder().encodeToString((caller + ":" + caller + "-secret").getBytes(UTF_8));
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s%s".formatted(port, path)))
            .header("Authorization", "Basic " + credentials)
            .header("Content-Type", "application/json");
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A code was sent; the {@code request_id}. */
  String requested(String mobile, String... headers) {
    return id(post("request", "{\"mobile\":\"%s\"}".formatted(mobile), headers));
  }

  static String id(HttpResponse<String> answer) {
    var found = ID.matcher(answer.body());
    if (!found.find()) {
      throw new AssertionError(answer.body());
    }
    return found.group(1);
  }

  HttpResponse<String> confirm(String id, String code, String... headers) {
    return post(
        "confirm", "{\"request_id\":\"%s\",\"otp_code\":\"%s\"}".formatted(id, code), headers);
  }

  HttpResponse<String> resend(String id, String... headers) {
    return post("resend", "{\"request_id\":\"%s\"}".formatted(id), headers);
  }

  /** Waits until something is so that others bring about. */
  static void until(BooleanSupplier so) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain");
      }
      Thread.onSpinWait();
    }
  }
}
