package dev.otpauth.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A long open loop: what is more at its end than at its beginning. */
record Growth(Stage stage) {

  private static final String TABLES =
      """
      select format('| %%s | %%s | %%s | %%s |', relname, n_live_tup, n_dead_tup,
          case when n_live_tup > 0 then pg_total_relation_size(relid) / n_live_tup end)
        from pg_stat_user_tables where n_live_tup > 100 order by relname
      """
          .replace("%%", "%");

  void measure(Subject service) throws IOException, InterruptedException, SQLException {
    var time = stage.options().growth();
    stage
        .report()
        .title(
            "Growth: %d arrivals a second for %d s, provider instant"
                .formatted(Arrivals.A_SECOND, time.toSeconds()));
    service.open(Arrivals.A_SECOND, Duration.ZERO, Duration.ofSeconds(60));
    state("at the beginning", service);
    var turns =
        Turns.once(() -> List.of(service.open(Arrivals.A_SECOND, Duration.ofSeconds(5), time)));
    state("at the end", service);
    stage.report().table(turns);
  }

  private void state(String when, Subject service) throws IOException, SQLException {
    var server = service.servers().getFirst();
    var connections =
        stage
            .database()
            .texts("service", "select count(*) from pg_stat_activity where datname = 'service'");
    stage
        .report()
        .say(
            """

            **%s**: heap once collected %.1f MiB, resident %.0f MiB, %d threads, %s connections to PostgreSQL \
            (one of them the bench's own)

            | table | live rows | dead rows | bytes a row, indexes and dead ones included |
            |---|---|---|---|\
            """
                .formatted(
                    when,
                    server.management().heap() / 1048576.0,
                    Cpu.resident(server.handle()) / 1048576.0,
                    server.management().threads(),
                    connections.getFirst()));
    for (var row : stage.database().texts("service", TABLES)) {
      stage.report().say(row);
    }
    stage.report().say("");
  }
}
