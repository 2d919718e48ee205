package dev.otpauth.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.OrdinaryRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.util.FileSystemUtils;

/** Two replicas behind PgBouncer in transaction mode, their first migration included. */
@Order(20)
@Tag("chaos")
@Isolated("its load would be felt elsewhere")
@EnabledIf("dev.otpauth.chaos.Pooler#isInstalled")
class PoolerTest {

  private static final int CALLERS = 100;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static ScriptedProvider provider;
  private static Postgres postgres;
  private static Pooler pooler;
  private static List<ReplicaProcess> replicas;

  /** Both at once, on an empty database: each wants to migrate it, one of them past the pooler. */
  @BeforeAll
  static void startBoth() throws IOException {
    var home = Files.createDirectories(Path.of("target", "chaos", "pooler"));
    FileSystemUtils.deleteRecursively(home.resolve("data"));
    var jar = PackagedJar.trained();
    provider = new ScriptedProvider();
    postgres = new Postgres(home.resolve("data"));
    pooler = new Pooler(home, postgres.port());
    var settings =
        ReplicaSettings.of(postgres, provider).and(Map.of("spring.datasource.url", pooler.url()));
    var direct =
        Map.of(
            "spring.flyway.url", postgres.url(),
            "spring.flyway.user", OrdinaryRole.NAME,
            "spring.flyway.password", OrdinaryRole.PASSWORD);
    replicas =
        List.of(
            ReplicaProcess.start(jar, settings, home.resolve("replica-0.log")),
            ReplicaProcess.start(jar, settings.and(direct), home.resolve("replica-1.log")));
    replicas.forEach(ReplicaProcess::awaitReady);
  }

  @AfterAll
  static void stopAll() throws IOException {
    for (var replica : replicas) {
      replica.close();
    }
    pooler.close();
    postgres.close();
    provider.close();
  }

  @Test
  void aHundredCallersShareFourConnections() throws SQLException {
    var cases = IntStream.range(0, CALLERS).mapToObj(_ -> Subscriber.of("pooler")).toList();
    var seen = RetryPolicy.together(cases.stream().map(PoolerTest::flow).toList());

    assertThat(ResultTable.tally(seen.stream())).isEqualTo("100 × 200 verified");
    assertThat(cases)
        .allMatch(it -> provider.books.messagesTo(it.phone()).size() == 1)
        .allMatch(it -> provider.books.attemptsOf(it.phone()) == 1);
    assertThat(serverConnections()).isBetween(1, Pooler.SERVER_CONNECTIONS);
  }

  @Test
  void ofFiftyParallelConfirmsOneIsAtTheProvider() {
    var it = Subscriber.of("pooler, parallel confirms");
    var id = it.begin(replicas.getFirst().login());
    var code = provider.books.code(it.phone());
    var calls =
        IntStream.range(0, 50)
            .<Callable<CallerResponse>>mapToObj(
                i -> () -> replicas.get(i % 2).login().confirm(id, code))
            .toList();

    var seen = RetryPolicy.together(calls);

    assertThat(seen).filteredOn(answer -> answer.is(200, "verified")).hasSize(1);
    assertThat(provider.books.attemptsOf(it.phone())).isOne();
  }

  @Test
  void aRestartOfThePoolerIsSurvived() throws Exception {
    var before = Subscriber.of("pooler restarted");
    var id = before.begin(replicas.getFirst().login());

    pooler.restart();

    for (var replica : replicas) {
      Eventually.until("ready again", LIMIT, replica::readiness, status -> status == 200);
    }
    var code = provider.books.code(before.phone());
    var confirmed =
        RetryPolicy.untilSettled(LIMIT, () -> replicas.getLast().login().confirm(id, code));
    assertThat(confirmed.is(200, "verified")).isTrue();
    var after =
        RetryPolicy.together(List.of(flow(Subscriber.of("after")), flow(Subscriber.of("after"))));
    assertThat(after).allMatch(answer -> answer.is(200, "verified"));
  }

  private static Callable<CallerResponse> flow(Subscriber it) {
    return () -> {
      var caller = replicas.get(Math.floorMod(it.phone().hashCode(), 2)).login();
      var id = it.begin(caller);
      return caller.confirm(id, provider.books.code(it.phone()));
    };
  }

  /** As PostgreSQL counts them, ours apart. */
  private static int serverConnections() throws SQLException {
    try (var connection = postgres.connect();
        var statement = connection.createStatement();
        var result =
            statement.executeQuery(
                """
                select count(*) from pg_stat_activity
                where backend_type = 'client backend' and pid <> pg_backend_pid()
                """)) {
      result.next();
      return result.getInt(1);
    }
  }
}
