package dev.otpauth.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A backend that calls one replica.
 *
 * @param credentials none where empty
 * @param key the Idempotency-Key; none where empty
 */
record CallerClient(URI replica, String credentials, String key) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  static CallerClient of(URI replica, String id, String secret) {
    var basic = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
    return new CallerClient(replica, "Basic " + basic, "");
  }

  CallerClient keyed(String other) {
    return new CallerClient(replica, credentials, other);
  }

  CallerResponse request(String mobile, String purpose) {
    return post("request", Map.of("mobile", mobile, "purpose", purpose));
  }

  CallerResponse confirm(UUID requestId, String code) {
    var body = new LinkedHashMap<String, Object>();
    body.put("request_id", requestId);
    body.put("otp_code", code);
    return post("confirm", body);
  }

  CallerResponse resend(UUID requestId) {
    return post("resend", Map.of("request_id", requestId));
  }

  CallerResponse status(UUID requestId) {
    return get("/auth/otp/" + requestId);
  }

  CallerResponse history(String mobile) {
    return post("history", Map.of("destination_number", mobile));
  }

  CallerResponse post(String operation, Map<String, ?> body) {
    var request =
        to("/auth/otp/" + operation)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(MAPPER.writeValueAsString(body)));
    return answer(key.isEmpty() ? request : request.header("Idempotency-Key", key));
  }

  CallerResponse get(String path) {
    return answer(to(path));
  }

  private HttpRequest.Builder to(String path) {
    var request = HttpRequest.newBuilder(replica.resolve(path)).timeout(PATIENCE);
    return credentials.isEmpty() ? request : request.header("Authorization", credentials);
  }

  private static CallerResponse answer(HttpRequest.Builder request) {
    try {
      return CallerResponse.of(CLIENT.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      return CallerResponse.none(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
