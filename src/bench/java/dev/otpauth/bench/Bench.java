package dev.otpauth.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.springframework.util.FileSystemUtils;

/** {@code ./mvnw -Pbench verify}: the service, its floor and its comparison, in turns. */
final class Bench {

  private final Options options;
  private final Report report;
  private final Database database;
  private final ProviderStub provider;
  private final Path unpacked;

  private Bench(Options options, Database database, ProviderStub provider, Path unpacked) {
    this.options = options;
    this.report = new Report(options.report());
    this.database = database;
    this.provider = provider;
    this.unpacked = unpacked;
  }

  static void main() throws IOException, InterruptedException, SQLException {
    var options = Options.read();
    var work = Files.createTempDirectory("otp-bench");
    Files.createDirectories(options.report());
    try (var database = new Database(work.resolve("postgres"));
        var provider = new ProviderStub()) {
      var unpacked = Server.unpack(options.jar(), work.resolve("jar"));
      new Bench(options, database, provider, unpacked).run(work);
    } finally {
      FileSystemUtils.deleteRecursively(work);
    }
  }

  private void run(Path work) throws IOException, InterruptedException, SQLException {
    try (var service = Subject.service(options, unpacked, database, provider.baseUrl());
        var afternoon = Subject.afternoon(options, database, provider.baseUrl());
        var floor = new Floor(database, work.resolve("floor"))) {
      report.say("Ready after %d ms.".formatted(service.readyAfter().toMillis()));
      if (options.wants("saturation")) {
        saturation(service, afternoon, floor, work);
      }
      if (options.wants("slow")) {
        slow(service, afternoon);
      }
      if (options.wants("open")) {
        open(service, work);
      }
      if (options.wants("connections")) {
        connections(service, afternoon);
      }
    }
  }

  private void saturation(Subject service, Subject afternoon, Floor floor, Path work)
      throws IOException, InterruptedException, SQLException {
    warmUp(service, work);
    warmUp(afternoon, work);
    floor.run(Duration.ofSeconds(5));
    var runs = new ArrayList<Run>();
    for (var turn = 0; turn < options.runs(); turn++) {
      runs.add(Run.of("floor", floor.run(options.run())));
      runs.add(service.request(options.connections(), options.run()));
      runs.add(service.confirm(options.connections(), shorter(), work));
      runs.add(afternoon.request(options.connections(), options.run()));
    }
    report.table("%d connections, provider instant".formatted(options.connections()), runs);
  }

  /** Until three runs in a row differ by less than a twentieth, and as long as is asked for. */
  private void warmUp(Subject subject, Path work)
      throws IOException, InterruptedException, SQLException {
    var step = Duration.ofSeconds(10);
    var rates = new ArrayList<Double>();
    var refused = 0.0;
    while (rates.size() * step.toSeconds() < options.warmUp().toSeconds() || !levelled(rates)) {
      var run = subject.request(options.connections(), step);
      rates.add(run.figure("per second"));
      refused += run.figure("refused") + run.figure("broken");
      subject.confirm(options.connections(), Duration.ofSeconds(3), work);
    }
    report.say(
        "Warm-up of %s, requests a second: %s; refused or broken: %.0f"
            .formatted(subject.name(), rates.stream().map(Math::round).toList(), refused));
  }

  private static boolean levelled(List<Double> rates) {
    if (rates.size() < 3) {
      return false;
    }
    if (rates.size() > 30) {
      return true;
    }
    var last = rates.subList(rates.size() - 3, rates.size()).stream().mapToDouble(it -> it);
    var summary = last.summaryStatistics();
    return summary.getMax() - summary.getMin() < 0.05 * summary.getMax();
  }

  /** Confirms use up what was requested: half the time, so that none is used up. */
  private Duration shorter() {
    return options.run().dividedBy(2);
  }

  private void slow(Subject service, Subject afternoon) throws IOException, InterruptedException {
    provider.answersAfter(Duration.ofSeconds(1));
    var runs = new ArrayList<Run>();
    for (var turn = 0; turn < options.runs(); turn++) {
      runs.add(service.request(2000, options.run()).named("service: 2,000 in flight"));
      runs.add(afternoon.request(256, options.run()).named("afternoon version: 256 in flight"));
    }
    provider.answersAfter(Duration.ZERO);
    report.table("Provider takes 1 s", runs);
  }

  private void open(Subject service, Path work) throws IOException, InterruptedException {
    var runs = new ArrayList<Run>();
    for (var turn = 0; turn < options.runs(); turn++) {
      for (var second = 0; second <= 1; second++) {
        provider.answersAfter(Duration.ofSeconds(second));
        runs.add(
            service
                .open(500, options.run(), work.resolve("gatling"))
                .named("service: provider takes %d s".formatted(second)));
      }
    }
    provider.answersAfter(Duration.ZERO);
    report.table("500 arrivals a second", runs);
  }

  private void connections(Subject service, Subject afternoon)
      throws IOException, InterruptedException {
    SequencedMap<String, List<double[]>> lines = new LinkedHashMap<>();
    for (var subject : List.of(service, afternoon)) {
      var points = new ArrayList<double[]>();
      for (var connections : new int[] {1, 4, 16, 64, 256, 1024}) {
        var rate = subject.request(connections, options.run()).figure("per second");
        points.add(new double[] {connections, rate});
      }
      lines.put(subject.name(), points);
    }
    report.plot("connections", "Requests a second by connections", lines);
  }
}
