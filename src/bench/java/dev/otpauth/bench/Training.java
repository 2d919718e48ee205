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
import java.util.regex.Pattern;

/** Makes the AOT cache as the image's build does: the service is started, called and stopped. */
final class Training {

  private static final int ROUNDS = 20;
  private static final Pattern ID = Pattern.compile("\"request_id\":\"([^\"]+)\"");

  private Training() {}

  static void of(Stage stage) throws IOException, InterruptedException, SQLException {
    var flags = List.of("-Xmx512m", "-XX:AOTCacheOutput=" + Image.CACHE);
    try (var server = Servers.service(stage, "training", stage.image().command(flags, false));
        var client = HttpClient.newHttpClient()) {
      for (var round = 0; round < ROUNDS; round++) {
        var requested =
            call(client, server, 202, "request", "{\"mobile\":\"08120000%04d\"}".formatted(round));
        var id = ID.matcher(requested);
        if (!id.find()) {
          throw new IllegalStateException("no request_id: " + requested);
        }
        var confirm = "{\"request_id\":\"%s\",\"otp_code\":\"123456\"}".formatted(id.group(1));
        call(client, server, 200, "confirm", confirm);
      }
    }
    stage.image().isTrained();
  }

  private static String call(
      HttpClient client, Server server, int expected, String call, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(server.address().resolve(URI.create("/auth/otp/" + call)))
            .header("Authorization", Servers.authorization())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", Integer.toHexString(body.hashCode()))
            .POST(BodyPublishers.ofString(body, UTF_8))
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != expected) {
      throw new IllegalStateException(call + " is answered: " + answer.body());
    }
    return answer.body();
  }
}
