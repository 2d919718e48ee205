package dev.otpauth.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Two replicas on one PostgreSQL, against one. All share the machine's cores. */
record Pair(Stage stage) {

  void measure(Subject service) throws IOException, InterruptedException, SQLException {
    var options = stage.options();
    stage.report().title("Two replicas, one PostgreSQL");
    var replicas =
        List.of(Servers.service(stage, "pair", true), Servers.service(stage, "pair", true));
    try (var pair = Subject.service("pair", stage, "pair", replicas)) {
      stage.warmUp(pair);
      stage.report().say("");
      var turns =
          Turns.take(
              options,
              () ->
                  List.of(
                      pair.request(options.connections(), options.run()),
                      service.request(options.connections(), options.run())));
      stage.report().table(turns);
      stage.report().say("");
      stage
          .report()
          .ratio(
              turns,
              pair.requests(),
              service.requests(),
              Run.RATE,
              "The same work; two JVMs share the cores that one had, and half the connections"
                  + " each.");
      nothingLost(pair);
    }
  }

  /** In an open loop each answer is waited for, so that the sums must be the same. */
  private void nothingLost(Subject pair) throws IOException, InterruptedException, SQLException {
    var run = pair.open(Arrivals.A_SECOND, Duration.ZERO, stage.options().run());
    stage.provider().awaitQuiet();
    var twice =
        stage
            .database()
            .texts(
                "pair",
                """
                select count(*) - count(distinct verification_id) from provider_reference
                """)
            .getFirst();
    stage
        .report()
        .say(
            """
            - **Open loop on both: %.0f codes sent, %.0f answers of 202, %.0f others: %s.** Verifications with \
            a second code, over all runs: %s.\
            """
                .formatted(
                    run.figure("codes sent"),
                    run.figure("answered"),
                    run.figure("failed"),
                    run.figure("codes sent") == run.figure("answered")
                        ? "nothing lost, nothing twice"
                        : "they differ",
                    twice));
  }
}
