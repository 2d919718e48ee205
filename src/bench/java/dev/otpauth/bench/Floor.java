package dev.otpauth.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/**
 * What a request cannot avoid: to be passed on to the provider, which nginx does, and to be written
 * down before and after, in two commits, which pgbench does. Both at once on one machine, the proxy
 * paced until it passes on about as many as are written.
 */
final class Floor implements AutoCloseable {

  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
  static final String NAME = "floor";

  private static final int WRITERS = 64;
  private static final int CONNECTIONS = 64;

  private final Database database;
  private final Path folder;
  private final Process nginx;
  private final URI proxy;
  private double pauseMillis = 15;

  Floor(Database database, Path folder) throws IOException, SQLException {
    this.database = database;
    this.folder = Files.createDirectories(folder);
    var port = Server.freePort();
    var settings =
        resource("nginx.conf")
            .replace("@proxy@", Integer.toString(port))
            .replace("@provider@", Integer.toString(Server.freePort()));
    Files.writeString(folder.resolve("nginx.conf"), settings);
    Files.writeString(folder.resolve("floor.sql"), resource("floor.sql"));
    this.proxy = URI.create("http://127.0.0.1:" + port);
    this.nginx =
        new ProcessBuilder(
                "nginx", "-p", folder.toString(), "-c", folder.resolve("nginx.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(nginx::destroy));
    database.create("floor");
    database.execute(
        "floor",
        """
        create table floor (
          id uuid primary key, phone bytea not null, ciphertext bytea not null,
          created_at timestamptz not null, reference text, status text, updated_at timestamptz)
        """,
        "alter table floor owner to " + database.user());
  }

  /** Both at once; the slower of the two is the floor. */
  Run run(Duration time) throws IOException, InterruptedException {
    var watch = new Watch(List.of(), database);
    var before = watch.look();
    var writing = CompletableFuture.supplyAsync(() -> write(time));
    var proxied =
        Wrk.run(
            proxy,
            "paced.lua",
            CONNECTIONS,
            time,
            List.of(Double.toString(Math.rint(pauseMillis))));
    double written = writing.join();
    var use = watch.since(before);
    // A connection's round is its pause and its answer; the next run's pause makes the rates meet.
    pauseMillis =
        Math.max(0, pauseMillis + CONNECTIONS * 1000 * (1 / written - 1 / proxied.rate()));
    return Run.of(NAME, use)
        .with(Run.RATE, Math.min(proxied.rate(), written))
        .with(Run.REFUSED, proxied.refused())
        .with(Run.BROKEN, proxied.broken())
        .with("p50 ms", proxied.p50())
        .with("p99 ms", proxied.p99())
        .with("PostgreSQL CPU-ms", use.postgres().toNanos() / 1e6 / (written * time.toSeconds()))
        .with("machine busy %", use.busy() * 100);
  }

  private double write(Duration time) {
    try {
      var pgbench =
          new ProcessBuilder(
                  "pgbench",
                  "--host=127.0.0.1",
                  "--port=" + database.port(),
                  "--username=" + database.user(),
                  "--no-vacuum",
                  "--protocol=prepared",
                  "--client=" + WRITERS,
                  "--jobs=2",
                  "--time=" + time.toSeconds(),
                  "--file=" + folder.resolve("floor.sql"),
                  "floor")
              .redirectErrorStream(true)
              .start();
      var output = new String(pgbench.getInputStream().readAllBytes(), UTF_8);
      var rate = RATE.matcher(output);
      if (pgbench.waitFor() != 0 || !rate.find()) {
        throw new IllegalStateException("pgbench: " + output);
      }
      return Double.parseDouble(rate.group(1));
    } catch (IOException | InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  private static String resource(String name) throws IOException {
    try (var stream = Floor.class.getResourceAsStream("/bench/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("no " + name);
      }
      return new String(stream.readAllBytes(), UTF_8);
    }
  }

  @Override
  public void close() {
    nginx.destroy();
    nginx.onExit().join();
  }
}
