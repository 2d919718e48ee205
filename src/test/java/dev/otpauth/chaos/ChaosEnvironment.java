package dev.otpauth.chaos;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** Two replicas on one PostgreSQL, and the provider they talk to. */
final class ChaosEnvironment implements AutoCloseable {

  /** When an unknown send that was not found counts as failed. */
  static final Duration DEADLINE = Duration.ofSeconds(10);

  /** Longer than a lease lives after its holder died, with the look-up that follows. */
  static final Duration A_MINUTE = Duration.ofSeconds(60);

  final ResultTable table;
  final ScriptedProvider provider;
  final Postgres postgres;
  final StoredState store;

  private final Path home;
  private final Path jar;
  private final ReplicaSettings settings;
  private final List<ReplicaProcess> replicas = new ArrayList<>();

  ChaosEnvironment(ReplicaVariant cast, ResultTable table) throws IOException {
    this.table = table;
    home = Files.createDirectories(Path.of("target", "chaos", cast.name()));
    jar = PackagedJar.trained();
    FileSystemUtils.deleteRecursively(home.resolve("data"));
    provider = new ScriptedProvider();
    postgres = new Postgres(home.resolve("data"));
    store = new StoredState(postgres);
    settings =
        ReplicaSettings.of(postgres, provider)
            .and(Map.of("otp.settlement.deadline", DEADLINE.toSeconds() + "s"))
            .and(cast.settings());
    try {
      replicas.add(started(0));
      replicas.add(started(1));
      replicas.forEach(ReplicaProcess::awaitReady);
      replicas.forEach(this::warmUp);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** So that no first call takes longer than a scenario's patience. */
  private void warmUp(ReplicaProcess replica) {
    var it = Subscriber.of("warm-up");
    Eventually.until(
        "served",
        A_MINUTE,
        () -> {
          var id = it.begin(replica.login());
          return replica.login().confirm(id, provider.books.code(it.phone()));
        },
        answer -> answer.is(200, "verified"));
  }

  private ReplicaProcess started(int index) throws IOException {
    return ReplicaProcess.start(jar, settings, log(index));
  }

  /** Where one of the two logs to. */
  Path log(int index) {
    return home.resolve("replica-%d.log".formatted(index));
  }

  /** One of the two, running: started again where it was killed. */
  ReplicaProcess replica(int index) throws IOException {
    if (!replicas.get(index).isAlive()) {
      replicas.set(index, started(index).awaitReady());
    }
    return replicas.get(index);
  }

  ReplicaProcess first() throws IOException {
    return replica(0);
  }

  ReplicaProcess second() throws IOException {
    return replica(1);
  }

  /** The two in turn. */
  List<ReplicaProcess> alternating(int count) throws IOException {
    var pair = List.of(first(), second());
    return IntStream.range(0, count).mapToObj(it -> pair.get(it % 2)).toList();
  }

  /** Writes down a scenario that is about these phones and verifications. */
  void note(String scenario, List<Subscriber> cases, Stream<CallerResponse> seen) {
    var phones = cases.stream().map(Subscriber::phone).toList();
    var rows = rows(cases);
    table.add(
        cases.size() == 1 ? scenario : "%s (%d cases)".formatted(scenario, cases.size()),
        phones.stream().mapToInt(it -> provider.books.messagesTo(it).size()).sum(),
        rows.stream().mapToInt(StoredState.Row::known).sum(),
        "%d / %d"
            .formatted(
                phones.stream().mapToInt(provider.books::attemptsOf).sum(),
                rows.stream().mapToInt(StoredState.Row::attempts).sum()),
        ResultTable.tally(seen));
  }

  private List<StoredState.Row> rows(List<Subscriber> cases) {
    try {
      return store.rows(cases.stream().map(Subscriber::purpose).toList());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void note(String scenario, Subscriber one, Stream<CallerResponse> seen) {
    note(scenario, List.of(one), seen);
  }

  @Override
  public void close() throws IOException {
    for (var replica : replicas) {
      replica.close();
    }
    postgres.close();
    provider.close();
  }

  @Override
  public String toString() {
    return replicas.stream().map(it -> it.isAlive() ? "up" : "down").collect(joining(", "));
  }
}
