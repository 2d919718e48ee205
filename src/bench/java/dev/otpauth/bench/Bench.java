package dev.otpauth.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** {@code ./mvnw -Pbench verify}: the service, its floor and its comparison, in turns. */
final class Bench {

  private final Stage stage;

  private Bench(Stage stage) {
    this.stage = stage;
  }

  static void main() throws IOException, InterruptedException, SQLException {
    if (!Machine.hasAccounts()) {
      System.out.println("The bench needs Linux: it reads /proc for what processes use. Skipped.");
      return;
    }
    var options = Options.read();
    var work = Files.createTempDirectory("otp-bench");
    var report = new Report(options.report(), options.images());
    try (var database = new Database(work.resolve("postgres"));
        var provider = new ProviderStub()) {
      report.say(Machine.described(database.described()));
      report.say("JVM of the service: %s.".formatted(options.jvm()));
      var image = Image.of(options.jar(), work);
      var stage = new Stage(options, report, database, provider, image, work);
      Training.of(stage, "training");
      new Bench(stage).run();
    } finally {
      FileSystemUtils.deleteRecursively(work);
    }
  }

  private void run() throws IOException, InterruptedException, SQLException {
    if (stage.options().wants("start")) {
      new Starts(stage).measure();
    }
    if (stage.options().wants("usual")) {
      new UsualDay(stage).measure();
    }
    try (var service = service();
        var afternoon = Subject.afternoon(stage, Servers.afternoon(stage));
        var floor = floor()) {
      if (Machine.has("wrk")) {
        warmUp(service, afternoon);
        saturating(service, afternoon, floor);
      } else {
        stage
            .report()
            .say(
                "**wrk is not installed**: stub, saturation, slow, small, connections, aged, pair"
                    + " skipped.");
      }
      if (stage.options().wants("open")) {
        new Arrivals(stage).measure(service);
      }
      if (stage.options().asksFor("growth")) {
        new Growth(stage).measure(service);
      }
    }
  }

  private void warmUp(Subject service, Subject afternoon)
      throws IOException, InterruptedException, SQLException {
    stage.report().title("Warm-up");
    if (stage.options().loadsTheService()) {
      stage.warmUp(service);
    }
    if (Stream.of("saturation", "slow", "connections").anyMatch(stage.options()::wants)) {
      stage.warmUp(afternoon);
    }
  }

  private void saturating(Subject service, Subject afternoon, @Nullable Floor floor)
      throws IOException, InterruptedException, SQLException {
    var options = stage.options();
    if (options.wants("stub")) {
      stub();
    }
    if (options.wants("saturation")) {
      new Saturation(stage).measure(service, afternoon, floor);
    }
    if (options.wants("slow")) {
      new SlowProvider(stage).measure(service, afternoon);
    }
    if (options.wants("small")) {
      new SmallHeap(stage).measure(service);
    }
    if (options.wants("connections")) {
      new Connections(stage).measure(service, afternoon);
    }
    if (options.beside() != null) {
      new Beside(stage).measure(service, options.beside());
    }
    if (options.wants("pair")) {
      new Pair(stage).measure(service);
    }
    if (options.wants("aged")) {
      new Aged(stage).measure(service);
    }
  }

  /** That the provider is not what is measured. */
  private void stub() throws IOException, InterruptedException {
    var target = URI.create(stage.provider().baseUrl() + "/external-api/otp/send");
    var time = Duration.ofSeconds(10);
    Wrk.run(target, "paced.lua", 64, time, List.of("0"));
    var instant = Wrk.run(target, "paced.lua", 64, time, List.of("0"));
    stage.provider().answersAfter(Duration.ofSeconds(1));
    var slow = Wrk.run(target, "paced.lua", 10_000, time, List.of("0"));
    stage.provider().answersAfter(Duration.ZERO);
    stage
        .report()
        .say(
            """
            The provider's stub: %,.0f answers a second; with 1 s for an answer and 10,000 callers %,d answers \
            in %d s, %d broken.\
            """
                .formatted(instant.rate(), slow.answered(), time.toSeconds(), slow.broken()));
  }

  private Subject service() throws IOException, InterruptedException, SQLException {
    var server = Servers.service(stage, "service", true);
    return Subject.service("service", stage, "service", List.of(server));
  }

  private @Nullable Floor floor() throws IOException, InterruptedException, SQLException {
    if (!stage.options().wants("saturation")) {
      return null;
    }
    if (!Machine.has("wrk", "nginx", "pgbench")) {
      stage.report().say("**nginx or pgbench is not installed**: the floor is skipped.");
      return null;
    }
    return new Floor(stage.database(), stage.work().resolve("floor"));
  }
}
