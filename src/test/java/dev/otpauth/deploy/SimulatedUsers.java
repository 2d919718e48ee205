package dev.otpauth.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Those who log in at the sandbox, and those who have trouble with it. */
final class SimulatedUsers {

  private static final String ORDINARY = "1234";

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger count = new AtomicInteger(1_000);
  private final URI service;

  SimulatedUsers(int port) {
    service = URI.create("http://localhost:" + port);
  }

  /** Mistypes the code, has it sent again, and gets in. */
  void somebodyLogsIn() {
    var mobile = next(ORDINARY);
    var id = request(mobile);
    confirm(id, "000000");
    resend(id);
    confirm(id, codeOf(mobile));
  }

  /** Has the code sent again until we refuse it. */
  void somebodyIsImpatient() {
    var id = request(next(ORDINARY));
    for (var i = 0; i < 3; i++) {
      resend(id);
    }
  }

  /** Throttled by the provider. */
  void somebodyIsThrottled() {
    request(next("0429"));
  }

  /** One of each number whose message is late, lost or expired, or whose answer is. */
  void othersHaveBadLuck() {
    request(next("0500"));
    request(next("0404"));
    confirm(request(next("0410")), "000000");
    for (var ending : new String[] {"0503", "0499"}) {
      var mobile = next(ending);
      confirm(request(mobile), codeOf(mobile));
    }
    post("request", "{\"mobile\":\"12\"}");
  }

  /** The provider does not answer at all. */
  void somebodyWaitsInVain() {
    request(next("0504"));
  }

  void aStrangerTries() {
    send("/auth/otp/request", "demo:guessed", "{}");
  }

  /** A number of its own, with the ending that says what happens to it. */
  private String next(String ending) {
    return "+62812" + count.incrementAndGet() + ending;
  }

  private String request(String mobile) {
    return post("request", "{\"mobile\":\"%s\"}".formatted(mobile)).path("request_id").asString("");
  }

  private void resend(String id) {
    post("resend", "{\"request_id\":\"%s\"}".formatted(id));
  }

  private void confirm(String id, String code) {
    post("confirm", "{\"request_id\":\"%s\",\"otp_code\":\"%s\"}".formatted(id, code));
  }

  private String codeOf(String mobile) {
    var messages = send("/sandbox/inbox?mobile=" + mobile.replace("+", ""), "", "");
    return messages.path(0).path("otp_code").asString("000000");
  }

  private JsonNode post(String call, String body) {
    return send("/auth/otp/" + call, "demo:demo-secret", body);
  }

  /** Posts the body; gets where it is empty. */
  private JsonNode send(String path, String credentials, String body) {
    var request = HttpRequest.newBuilder(service.resolve(path));
    if (!body.isEmpty()) {
      var basic = Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
      request
          .header("Authorization", "Basic " + basic)
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(body));
    }
    try {
      var answer = client.send(request.build(), BodyHandlers.ofString());
      return JsonMapper.shared().readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
