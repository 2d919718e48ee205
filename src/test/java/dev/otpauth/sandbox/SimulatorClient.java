package dev.otpauth.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** HTTP client of the simulated API; shares no code with it. */
final class SimulatorClient {

  static final Map<String, String> CREDENTIALS =
      Map.of("client-id", "sandbox-client-id", "client-secret", "sandbox-client-secret");
  private static final String SENDER = "628001234567";
  private static final AtomicInteger PHONES = new AtomicInteger();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;

  SimulatorClient(int port) {
    base = URI.create("http://127.0.0.1:" + port);
  }

  /** Returns a new number with those last four digits. */
  static String phoneEndingIn(String ending) {
    return "6281200%03d%s".formatted(PHONES.incrementAndGet(), ending);
  }

  static String phone() {
    return phoneEndingIn("0001");
  }

  Reply send(String mobile) {
    return post("send", Map.of("mobile", mobile, "from_number", SENDER));
  }

  Reply verify(String reference, String code) {
    return post("verify", Map.of("reference_id", reference, "otp_code", code));
  }

  Reply resend(String reference) {
    return post("resend", Map.of("reference_id", reference));
  }

  Reply status(String reference) {
    return query("status?reference_id=" + reference);
  }

  Reply history(String query) {
    return query("history?" + query);
  }

  JsonNode inbox(String mobile) {
    return get("/sandbox/inbox?mobile=" + mobile).json();
  }

  Reply post(String operation, Map<String, String> fields) {
    return post(FieldEncoding.FORM, operation, fields);
  }

  Reply post(FieldEncoding encoding, String operation, Map<String, String> fields) {
    return post(operation, encoding.contentType(), encoding.write(fields), CREDENTIALS);
  }

  Reply post(String operation, String contentType, String body, Map<String, String> headers) {
    var request = request("/sandbox/external-api/otp/" + operation);
    headers.forEach(request::header);
    return exchange(
        request.header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
  }

  Reply get(String path) {
    return exchange(request(path));
  }

  /** Calls contacts or inbox with the fields encoded as in the documented samples. */
  Reply crm(String method, String path, Map<String, String> fields) {
    return crm(method, path, FieldEncoding.MULTIPART, fields);
  }

  Reply crm(String method, String path, FieldEncoding encoding, Map<String, String> fields) {
    return crm(
        method, path, encoding.contentType(), BodyPublishers.ofString(encoding.write(fields)));
  }

  Reply crm(String method, String path, String contentType, BodyPublisher body) {
    var request = request("/sandbox/external-api/" + path).header("Content-Type", contentType);
    CREDENTIALS.forEach(request::header);
    return exchange(request.method(method, body));
  }

  /** Sends a message with a file after the fields. */
  Reply upload(String path, Map<String, String> fields, GeneratedUpload file) {
    return crm("POST", path, FieldEncoding.MULTIPART.contentType(), file.after(fields));
  }

  Reply list(String pathAndQuery) {
    var request = request("/sandbox/external-api/" + pathAndQuery);
    CREDENTIALS.forEach(request::header);
    return exchange(request);
  }

  /** Sends an answer from a phone. */
  Reply answer(String mobile, String text) {
    var body = JsonMapper.shared().writeValueAsString(Map.of("mobile", mobile, "text", text));
    return exchange(
        request("/sandbox/messages")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  JsonNode messages(String mobile) {
    return get("/sandbox/messages?mobile=" + mobile).json();
  }

  private Reply query(String pathAndQuery) {
    var request = request("/sandbox/external-api/otp/" + pathAndQuery);
    CREDENTIALS.forEach(request::header);
    return exchange(request);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path));
  }

  private Reply exchange(HttpRequest.Builder request) {
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  record Reply(int status, HttpHeaders headers, String body) {

    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }

    String remark() {
      return json().path("remark").asString("");
    }

    String message() {
      return json().path("message").path(0).asString("");
    }

    String reference() {
      return json().path("data").path("reference_id").asString("");
    }

    JsonNode data(String field) {
      return json().path("data").path(field);
    }
  }
}
