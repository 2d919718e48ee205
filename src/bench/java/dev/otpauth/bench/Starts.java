package dev.otpauth.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** How long a start takes, the tables being there, and the first requests after it. */
record Starts(Stage stage) {

  private static final String SCHEMA = "starts";

  void measure() throws IOException, InterruptedException, SQLException {
    stage.report().title("Start");
    // Makes the tables.
    try (var server = Servers.service(stage, SCHEMA, true)) {
      // So that the callers' own first requests are over.
      FirstRequests.of(server);
    }
    stage
        .report()
        .table(
            Turns.take(
                stage.options(),
                () -> List.of(start("with the AOT cache", true), start("without", false))));
    stage
        .report()
        .say(
            "\nReady is when readiness is first answered with 200. Layers of the image, KiB: %s."
                .formatted(
                    stage.image().layers().entrySet().stream()
                        .map(it -> "%s %,d".formatted(it.getKey(), it.getValue() / 1024))
                        .toList()));
  }

  private Run start(String name, boolean cached)
      throws IOException, InterruptedException, SQLException {
    var watch = new Watch(List.of(), stage.database());
    var before = watch.look();
    try (var server = Servers.service(stage, SCHEMA, cached)) {
      var ready =
          Run.of(name, watch.since(before))
              .with("ready after ms", server.readyAfter().toMillis())
              .with("MiB resident when ready", Cpu.resident(server.handle()) / 1048576.0);
      var took = FirstRequests.of(server);
      return ready
          .with("first %d: p50 ms".formatted(took.size()), percentile(took, 0.5))
          .with("p99 ms", percentile(took, 0.99))
          .with("longest ms", took.getLast().toMillis());
    }
  }

  private static long percentile(List<Duration> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1).toMillis();
  }
}
