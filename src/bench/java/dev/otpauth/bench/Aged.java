package dev.otpauth.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The service with millions of finished verifications in its tables, beside one with few. */
record Aged(Stage stage) {

  private static final String SCHEMA = "aged";
  private static final int MOST_TRIES = 10;

  void measure(Subject service) throws IOException, InterruptedException, SQLException {
    var options = stage.options();
    stage.report().title("Age: %,d finished verifications in the tables".formatted(options.aged()));
    example();
    var begun = System.nanoTime();
    new Filling(stage.database(), SCHEMA).multiply(options.aged());
    stage
        .report()
        .say(
            "- filled in %d s; %s"
                .formatted(
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                    stage
                        .database()
                        .texts(SCHEMA, "select pg_size_pretty(pg_database_size('aged'))")
                        .getFirst()));
    var server = Servers.service(stage, SCHEMA, true);
    stage.report().say("- ready after %d ms".formatted(server.readyAfter().toMillis()));
    try (var aged = Subject.service("aged service", stage, SCHEMA, List.of(server))) {
      stage.warmUp(aged);
      saturation(service, aged);
      slow(service, aged);
      open(service, aged);
    }
  }

  /** A few verifications from beginning to end, to be multiplied. */
  private void example() throws IOException, InterruptedException, SQLException {
    var server = Servers.service(stage, SCHEMA, true);
    try (var service = Subject.service("example", stage, SCHEMA, List.of(server))) {
      for (var tries = 0; tries < MOST_TRIES && verified().isEmpty(); tries++) {
        service.request(1, Duration.ofSeconds(2));
        service.confirm(1, Duration.ofSeconds(1));
      }
    }
    if (verified().isEmpty()) {
      throw new IllegalStateException("nothing could be verified, so there is nothing to multiply");
    }
  }

  private List<String> verified() throws SQLException {
    return stage
        .database()
        .texts(SCHEMA, "select id from verification where status = 'verified' limit 1");
  }

  private void saturation(Subject service, Subject aged)
      throws IOException, InterruptedException, SQLException {
    stage.report().say("\nSaturation:\n");
    var turns = new Saturation(stage).sideBySide(service, aged);
    for (var figure : List.of(Run.RATE, Run.JVM)) {
      ratio(turns, aged.requests(), service.requests(), figure);
      ratio(turns, aged.confirms(), service.confirms(), figure);
    }
  }

  private void slow(Subject service, Subject aged)
      throws IOException, InterruptedException, SQLException {
    stage.report().say("\nSlow provider:\n");
    var turns = new SlowProvider(stage).turns(service, aged);
    stage.report().table(turns);
    stage.report().say("");
    var subjects = turns.subjects();
    ratio(turns, subjects.get(1), subjects.get(0), SlowProvider.LITTLE);
  }

  private void open(Subject service, Subject aged)
      throws IOException, InterruptedException, SQLException {
    stage.report().say("\nOpen loop:\n");
    var turns = new Arrivals(stage).turns(service, aged);
    stage.report().table(turns);
    stage.report().say("");
    var subjects = turns.subjects();
    for (var provider = 0; provider < 2; provider++) {
      ratio(turns, subjects.get(2 + provider), subjects.get(provider), Arrivals.added("p99"));
    }
  }

  private void ratio(Turns turns, String aged, String service, String figure) throws IOException {
    stage.report().ratio(turns, aged, service, figure, "The same work, on full tables.");
  }
}
