package dev.otpauth.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What every part works with.
 *
 * @param work a folder that is gone in the end
 */
record Stage(
    Options options,
    Report report,
    Database database,
    ProviderStub provider,
    Image image,
    Path work) {

  /** Of a warm-up. */
  static final Duration STEP = Duration.ofSeconds(10);

  /** Where a server writes; it grows with the load, so it is not kept. */
  Path log(String name) {
    return work.resolve(name + ".log");
  }

  /** Requests and confirms, as many as go. */
  void warmUp(Subject subject) throws IOException, InterruptedException, SQLException {
    // Confirms use up what was requested, and at the beginning each run is faster than the one
    // before.
    var request = STEP.multipliedBy(7).dividedBy(10);
    var confirm = STEP.minus(request);
    warmUp(
        subject.name(),
        () ->
            List.of(
                subject.request(options.connections(), request),
                subject.confirm(options.connections(), confirm)));
  }

  /**
   * Until three steps in a row differ by less than a twentieth, but no longer than the longest.
   *
   * @param step of {@link #STEP}; its first run is looked at
   */
  void warmUp(String what, Turns.Turn step) throws IOException, InterruptedException, SQLException {
    var rates = new ArrayList<Double>();
    var amiss = 0.0;
    while (lasted(rates).compareTo(options.warmUp()) < 0
        || (!levelled(rates) && lasted(rates).compareTo(options.longestWarmUp()) < 0)) {
      var runs = step.take();
      rates.add(runs.getFirst().figure(Run.RATE));
      amiss += runs.stream().mapToDouble(Stage::failures).sum();
    }
    report.say(
        "- warm-up of %s, %d s, requests a second: %s; %s; refused, broken or lost: %.0f"
            .formatted(
                what,
                lasted(rates).toSeconds(),
                rates.stream().map(Math::round).toList(),
                levelled(rates) ? "level" : "**not level yet**",
                amiss));
  }

  private static Duration lasted(List<Double> rates) {
    return STEP.multipliedBy(rates.size());
  }

  private static double failures(Run run) {
    return run.figure(Run.REFUSED) + run.figure(Run.BROKEN) + run.figure("lost or twice");
  }

  private static boolean levelled(List<Double> rates) {
    if (rates.size() < 3) {
      return false;
    }
    var last = rates.subList(rates.size() - 3, rates.size()).stream().mapToDouble(it -> it);
    var summary = last.summaryStatistics();
    return summary.getMax() - summary.getMin() < 0.05 * summary.getMax();
  }
}
