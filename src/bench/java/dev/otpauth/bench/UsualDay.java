package dev.otpauth.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * A usual day in a small container, without the AOT cache: as many arrivals a second as one
 * WhatsApp number may send.
 */
record UsualDay(Stage stage) {

  static final int A_SECOND = 80;

  private static final Duration DELAY = Duration.ofMillis(300);
  private static final String SCHEMA = "usual";

  void measure() throws IOException, InterruptedException, SQLException {
    var flags = stage.options().usual();
    stage
        .report()
        .title(
            "Usual day: %d arrivals a second, provider %d ms, JVM flags %s"
                .formatted(A_SECOND, DELAY.toMillis(), flags));
    var server = Servers.service(stage, SCHEMA, stage.image().command(flags, false));
    stage.report().say("- ready after %d ms".formatted(server.readyAfter().toMillis()));
    try (var service = Subject.service("service", stage, SCHEMA, List.of(server))) {
      // What it compiles in its first minute is not of every day.
      run(service);
      stage.report().say("");
      stage.report().table(Turns.take(stage.options(), () -> List.of(run(service))));
    }
    stage.provider().answersAfter(Duration.ZERO);
  }

  private Run run(Subject service) throws IOException, InterruptedException {
    var run = new Arrivals(stage).run(service, A_SECOND, DELAY);
    return run.with("JVM % of a core", ofCore(run, Run.JVM))
        .with("PostgreSQL % of a core", ofCore(run, Run.POSTGRES));
  }

  private static double ofCore(Run run, String millisPerAnswer) {
    return run.figure(millisPerAnswer) * A_SECOND / 10;
  }
}
