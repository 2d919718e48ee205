package dev.otpauth.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.otpauth.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real one, with the deployed configuration, but with another target and in more of a hurry. */
final class Prometheus implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;
  private final Process process;

  Prometheus(Path home, int target) throws IOException {
    Files.createDirectories(home);
    var port = Ports.free();
    var config =
        Files.readString(PrometheusTools.RULES.resolve("prometheus.yml"))
            .replace("app:8081", "localhost:" + target)
            .replace("_interval: 15s", "_interval: 1s");
    Files.writeString(home.resolve("prometheus.yml"), config);
    Files.writeString(
        home.resolve("rules.yml"), Files.readString(PrometheusTools.RULES.resolve("rules.yml")));
    address = URI.create("http://127.0.0.1:" + port);
    process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + home.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + Files.createTempDirectory(home, "data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("prometheus.log").toFile())
            .start();
  }

  /** What it says of its target; empty where it can read it. */
  String trouble() {
    var target = get("targets").path("activeTargets").path(0);
    return target.path("health").asString("unknown").equals("up")
        ? ""
        : target.path("health").asString("") + " " + target.path("lastError").asString("");
  }

  /** The series of an expression, now. */
  JsonNode query(String expression) {
    return get("query?query=" + encoded(expression)).path("result");
  }

  /** The series of an expression over time. */
  JsonNode query(String expression, Instant from, Instant to, Duration step) {
    var range =
        "&start=%d&end=%d&step=%d"
            .formatted(from.getEpochSecond(), to.getEpochSecond(), step.toSeconds());
    return get("query_range?query=" + encoded(expression) + range).path("result");
  }

  /** Every rule, with its health and, of an alert, its state. */
  JsonNode rules() {
    return get("rules");
  }

  /** Fails with Prometheus' own words where it cannot answer. */
  private JsonNode get(String call) {
    try {
      var request = HttpRequest.newBuilder(address.resolve("/api/v1/" + call)).build();
      var body = client.send(request, BodyHandlers.ofString()).body();
      var answer = JsonMapper.shared().readTree(body);
      if (!answer.path("status").asString("").equals("success")) {
        throw new AssertionError(call + ": " + body);
      }
      return answer.path("data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String expression) {
    return URLEncoder.encode(expression, UTF_8);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
