package dev.otpauth.canary;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.otpauth.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A caller that keeps every answer it gets, headers included. */
final class RecordingCaller {

  private static final Pattern REQUEST_ID = Pattern.compile("\"request_id\":\"([^\"]+)\"");
  private static final Pattern STATUS = Pattern.compile("\"status\":\"([^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> answers = new CopyOnWriteArrayList<>();
  private final int port = Ports.free();

  /** Where it expects the service. */
  int port() {
    return port;
  }

  String answers() {
    return String.join("\n", answers);
  }

  static String basic(String id, String secret) {
    return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
  }

  HttpResponse<String> get(String target, String authorization) {
    return send("GET", target, BodyPublishers.noBody(), "Authorization", authorization);
  }

  /** A POST of JSON, with further headers as name, value, name, value. */
  HttpResponse<String> post(String target, String authorization, String body, String... headers) {
    return send(
        "POST",
        target,
        BodyPublishers.ofString(body),
        Stream.concat(
                Stream.of("Authorization", authorization, "Content-Type", "application/json"),
                Stream.of(headers))
            .toArray(String[]::new));
  }

  /** Any call; of headers that are there twice, the later one counts. */
  HttpResponse<String> send(String method, String target, BodyPublisher body, String... headers) {
    var request = HttpRequest.newBuilder(uri(target)).method(method, body);
    for (var i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      answers.add(answer.statusCode() + " " + answer.headers().map() + " " + answer.body());
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What no HTTP library would send. */
  void raw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.shutdownOutput();
      answers.add(new String(socket.getInputStream().readAllBytes(), UTF_8));
    }
  }

  static String requestId(HttpResponse<String> answer) {
    return first(REQUEST_ID, answer.body());
  }

  static String status(HttpResponse<String> answer) {
    return first(STATUS, answer.body());
  }

  private static String first(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  private URI uri(String target) {
    return URI.create("http://127.0.0.1:" + port + target);
  }
}
