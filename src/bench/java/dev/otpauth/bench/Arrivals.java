package dev.otpauth.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Open loop: callers come evenly, however long others wait. */
record Arrivals(Stage stage) {

  static final int A_SECOND = 500;

  /** The load generator's; until then it takes more of the machine than the service. */
  private static final Duration WARM_UP = Duration.ofSeconds(30);

  private static final List<String> PERCENTILES = List.of("p50", "p90", "p99", "p99.9");

  void measure(Subject service) throws IOException, InterruptedException, SQLException {
    stage.report().title("Open loop: %d arrivals a second".formatted(A_SECOND));
    var turns = turns(service);
    stage.report().table(turns);
    stage
        .report()
        .say(
            """

            *Added* is what the service adds: the time the caller waited, less that of the provider. Each run \
            begins with %d s that do not count, for the load generator is a JVM too, on the same cores.\
            """
                .formatted(WARM_UP.toSeconds()));
    stage.report().plot("bench-latency", plot(turns));
  }

  /** The service, or several in turns. */
  Turns turns(Subject... services) throws IOException, InterruptedException, SQLException {
    var turns = Turns.take(stage.options(), () -> runs(services));
    stage.provider().answersAfter(Duration.ZERO);
    return turns;
  }

  private List<Run> runs(Subject... services) throws IOException, InterruptedException {
    var runs = new ArrayList<Run>();
    for (var service : services) {
      runs.add(run(service, "instant", Duration.ZERO));
      runs.add(run(service, "takes 1 s", Duration.ofSeconds(1)));
    }
    return runs;
  }

  private Run run(Subject service, String provider, Duration delay)
      throws IOException, InterruptedException {
    return run(service, A_SECOND, delay)
        .named("%s: provider %s".formatted(service.name(), provider));
  }

  /** One run at a rate of its own, with what the service added. */
  Run run(Subject service, int perSecond, Duration delay) throws IOException, InterruptedException {
    stage.provider().answersAfter(delay);
    var run = service.open(perSecond, WARM_UP, stage.options().run().multipliedBy(2));
    for (var percentile : PERCENTILES) {
      var added = run.figure(percentile + " ms") - delay.toMillis();
      run = run.with(added(percentile), added);
    }
    return run;
  }

  static String added(String percentile) {
    return percentile + " added ms";
  }

  private static Plot plot(Turns turns) {
    var lines = new LinkedHashMap<String, List<Plot.Point>>();
    for (var subject : turns.subjects()) {
      var points = new ArrayList<Plot.Point>();
      for (var percentile : PERCENTILES) {
        var share = Double.parseDouble(percentile.substring(1));
        var added = turns.spread(subject, added(percentile)).median();
        points.add(new Plot.Point(100 / (100 - share), added, share + " %"));
      }
      lines.put(subject, points);
    }
    return new Plot(
        "Milliseconds added, %d arrivals a second".formatted(A_SECOND), "of all answers", lines);
  }
}
