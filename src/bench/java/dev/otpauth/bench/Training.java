package dev.otpauth.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Makes the AOT cache as the image's build does: the service is started, called and stopped. */
final class Training {

  private static final int CALLERS = 4;
  private static final int NUMBERS = 4_000;
  private static final Pattern ID = Pattern.compile("\"request_id\":\"([^\"]+)\"");

  private Training() {}

  /**
   * @param schema a database that is there for this alone
   */
  static void of(Stage stage, String schema)
      throws IOException, InterruptedException, SQLException {
    var flags = List.of("-Xmx512m", "-XX:AOTCacheOutput=" + Image.CACHE);
    try (var server = Servers.service(stage, schema, stage.image().command(flags, false));
        var client = HttpClient.newHttpClient()) {
      verifyNumbers(client, server);
    }
    stage.image().isTrained();
  }

  private static void verifyNumbers(HttpClient client, Server server) throws InterruptedException {
    var calls =
        IntStream.range(0, NUMBERS)
            .<Callable<String>>mapToObj(number -> () -> verifyNumber(client, server, number))
            .toList();
    try (var callers = Executors.newFixedThreadPool(CALLERS)) {
      for (var verified : callers.invokeAll(calls)) {
        verified.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the training run failed", e);
    }
  }

  private static String verifyNumber(HttpClient client, Server server, int number)
      throws IOException, InterruptedException {
    var requested = request(client, server, number);
    var id = ID.matcher(requested);
    if (!id.find()) {
      throw new IllegalStateException("no request_id: " + requested);
    }
    var confirm = "{\"request_id\":\"%s\",\"otp_code\":\"123456\"}".formatted(id.group(1));
    return call(client, server, 200, "confirm", confirm);
  }

  /** Asks for a code, and returns what is answered. */
  static String request(HttpClient client, Server server, int number)
      throws IOException, InterruptedException {
    return call(client, server, 202, "request", "{\"mobile\":\"0812%08d\"}".formatted(number));
  }

  private static String call(
      HttpClient client, Server server, int expected, String call, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(server.address().resolve(URI.create("/auth/otp/" + call)))
            .header("Authorization", Servers.authorization())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.nameUUIDFromBytes(body.getBytes(UTF_8)).toString())
            .POST(BodyPublishers.ofString(body, UTF_8))
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != expected) {
      throw new IllegalStateException(call + " is answered: " + answer.body());
    }
    return answer.body();
  }
}
