package dev.otpauth.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The provider takes its time: many requests wait, and hold as little as possible. */
record SlowProvider(Stage stage) {

  static final String LITTLE = "% of Little's law";

  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final int IN_FLIGHT = 2000;
  private static final int AFTERNOON_IN_FLIGHT = 256;

  /** Longer than the longest wait for a connection, so that what fails has failed. */
  private static final Duration AFTERNOON_RUN = Duration.ofSeconds(60);

  void measure(Subject service, Subject afternoon)
      throws IOException, InterruptedException, SQLException {
    stage.report().title("Slow provider: 1 s for an answer, pool of 10 connections");
    stage.report().table(turns(service));
    var once = Turns.once(() -> List.of(run(afternoon, AFTERNOON_IN_FLIGHT, AFTERNOON_RUN)));
    stage.provider().answersAfter(Duration.ZERO);
    stage.report().say("");
    stage.report().table(once);
    stage
        .report()
        .say(
            """

            Little's law: so many in flight, each at the provider for 1 s, are that many a second; the share \
            is 1 s over the mean time of an answer. The afternoon version holds one of its 10 connections, \
            and a transaction, while the provider answers, and one of 200 threads while it waits for one; \
            the service holds neither. It is measured once, for %d s, for its callers wait up to 30 s.\
            """
                .formatted(AFTERNOON_RUN.toSeconds()));
  }

  /** The service, or several in turns. */
  Turns turns(Subject... services) throws IOException, InterruptedException, SQLException {
    for (var service : services) {
      // The connections to the provider, and what 2,000 callers at once make the JVM compile.
      stage.warmUp(
          service.name() + ", slow provider", () -> List.of(run(service, IN_FLIGHT, Stage.STEP)));
    }
    stage.report().say("");
    var turns = Turns.take(stage.options(), () -> runs(services));
    stage.provider().answersAfter(Duration.ZERO);
    return turns;
  }

  private List<Run> runs(Subject... services) throws IOException, InterruptedException {
    var runs = new ArrayList<Run>();
    for (var service : services) {
      runs.add(run(service, IN_FLIGHT, stage.options().run().multipliedBy(2)));
    }
    return runs;
  }

  private Run run(Subject subject, int inFlight, Duration time)
      throws IOException, InterruptedException {
    stage.provider().answersAfter(DELAY);
    var run = subject.spreadRequest(inFlight, time);
    return run.named("%s: %,d in flight".formatted(subject.name(), inFlight))
        .with(LITTLE, share(run.figure("mean ms")));
  }

  /** Nothing, where nothing was answered. */
  private static double share(double meanMillis) {
    return meanMillis == 0 ? 0 : 100 * DELAY.toMillis() / meanMillis;
  }
}
