package dev.otpauth.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** As little memory as goes under the load that saturates, beside the service as it ships. */
record SmallHeap(Stage stage) {

  private static final String SCHEMA = "small";

  void measure(Subject service) throws IOException, InterruptedException, SQLException {
    var options = stage.options();
    stage
        .report()
        .title(
            "Small: %d connections, JVM flags %s"
                .formatted(options.connections(), options.small()));
    var command = stage.image().command(options.small(), true);
    var server = Servers.service(stage, SCHEMA, command);
    stage.report().say("- ready after %d ms".formatted(server.readyAfter().toMillis()));
    try (var small = Subject.service("small service", stage, SCHEMA, List.of(server))) {
      stage.warmUp(small);
      stage.report().say("");
      var turns = new Saturation(stage).sideBySide(service, small);
      stage
          .report()
          .ratio(
              turns,
              small.requests(),
              service.requests(),
              Run.RATE,
              "The same work, with less memory.");
    }
  }
}
