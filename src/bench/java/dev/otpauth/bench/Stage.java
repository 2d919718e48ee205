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

  private static final Duration STEP = Duration.ofSeconds(10);

  /** Where a server writes; it grows with the load, so it is not kept. */
  Path log(String name) {
    return work.resolve(name + ".log");
  }

  /** Until three steps in a row differ by less than a twentieth, but no longer than the longest. */
  void warmUp(Subject subject) throws IOException, InterruptedException, SQLException {
    var rates = new ArrayList<Double>();
    var amiss = 0.0;
    while (lasted(rates).compareTo(options.warmUp()) < 0
        || (!levelled(rates) && lasted(rates).compareTo(options.longestWarmUp()) < 0)) {
      var request = subject.request(options.connections(), STEP);
      var confirm = subject.confirm(options.connections(), STEP.dividedBy(3));
      rates.add(request.figure(Run.RATE));
      amiss += failures(request) + failures(confirm);
    }
    report.say(
        "- warm-up of %s, %d s, requests a second: %s; %s; refused, broken or lost: %.0f"
            .formatted(
                subject.name(),
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
