package dev.otpauth.chaos;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.chaos.VersionHandovers.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What happens to the replicas, one thing after the other, and what came of the flows meanwhile.
 */
final class UpgradePhases {

  private static final String LINE = "| %s | %s | %s | %s | %s | %s | %s |";
  private static final int ENOUGH = 40;
  private static final int A_FEW = 5;

  private final BackgroundTraffic traffic;
  private final List<SubscriberJourney> remembered = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  UpgradePhases(BackgroundTraffic traffic) {
    this.traffic = traffic;
    lines.add(
        LINE.formatted(
            "phase",
            "takes calls at its end",
            "flows",
            "failed",
            "next call by the other version",
            "repeated by it",
            "its tokens told of"));
    lines.add("|---|---|---|---|---|---|---|");
  }

  /** Flows, and nothing else. */
  void pass(String name) throws Exception {
    during(name, () -> null);
  }

  /**
   * Goes on until enough flows began and ended after the change, and what is kept is told still.
   */
  <T> T during(String name, Callable<T> change) throws Exception {
    var failures = traffic.failures().size();
    var finished = traffic.finished().size();
    var crossings = traffic.counted();
    var result = change.call();
    traffic.awaitMore(ENOUGH);
    var serving = traffic.rotation.all();
    remembered.forEach(it -> serving.forEach(it::repeatAll));
    var all = traffic.finished();
    all.stream().skip(finished).limit(A_FEW).forEach(remembered::add);
    lines.add(
        LINE.formatted(
            name,
            serving.stream().map(VersionedReplica::toString).collect(joining(", ")),
            all.size() - finished,
            traffic.failures().size() - failures,
            crossings.bothWays(Kind.NEXT_CALL),
            crossings.bothWays(Kind.REPEAT),
            crossings.bothWays(Kind.TOKEN)));
    System.out.println(lines.getLast());
    if (serving.size() > 1) {
      assertCrossed(crossings, Kind.NEXT_CALL);
      assertCrossed(crossings, Kind.REPEAT);
    }
    return result;
  }

  private static void assertCrossed(VersionHandovers crossings, Kind kind) {
    assertThat(crossings.of(kind, JarVersion.OLD, JarVersion.NEW))
        .as(kind + " old → new")
        .isPositive();
    assertThat(crossings.of(kind, JarVersion.NEW, JarVersion.OLD))
        .as(kind + " new → old")
        .isPositive();
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
