package dev.otpauth.chaos;

import dev.otpauth.OrdinaryRole;
import dev.otpauth.Ports;
import dev.otpauth.RequiredTools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * PgBouncer between the service and PostgreSQL, in transaction mode: a server connection belongs to
 * a client for one transaction, and the next has another.
 */
final class Pooler implements AutoCloseable {

  /** Far fewer than one replica's own pool has. */
  static final int SERVER_CONNECTIONS = 4;

  private static final Path BINARY = Path.of("/usr/sbin/pgbouncer");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Path settings;
  private final Path log;
  private final int port;
  private Process process;

  Pooler(Path home, int postgres) throws IOException {
    port = Ports.free();
    log = home.resolve("pgbouncer.log");
    settings = home.resolve("pgbouncer.ini");
    Files.writeString(
        settings,
        """
        [databases]
        %s = host=127.0.0.1 port=%d user=%s password=%s
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = any
        pool_mode = transaction
        default_pool_size = %d
        max_client_conn = 200
        ignore_startup_parameters = extra_float_digits
        """
            .formatted(
                Postgres.DATABASE,
                postgres,
                OrdinaryRole.NAME,
                OrdinaryRole.PASSWORD,
                port,
                SERVER_CONNECTIONS));
    process = start();
  }

  static boolean isInstalled() {
    return RequiredTools.isPresent(
        Files.isExecutable(BINARY), "PgBouncer: not tested, pgbouncer is missing");
  }

  /** It has no protocol-level prepared statements before 1.21. */
  String url() {
    return "jdbc:postgresql://127.0.0.1:%d/%s?prepareThreshold=0"
        .formatted(port, Postgres.DATABASE);
  }

  private Process start() throws IOException {
    var command = new ArrayList<>(List.of(BINARY.toString()));
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("--user", "nobody"));
    }
    command.add(settings.toAbsolutePath().toString());
    var started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Eventually.until(
        "PgBouncer listens",
        LIMIT,
        () -> {
          try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
          }
        },
        connected -> connected);
    return started;
  }

  /** Every connection, to it and from it, is cut. */
  void restart() throws IOException {
    close();
    process = start();
  }

  @Override
  public void close() {
    process.destroy();
    Eventually.until("PgBouncer has ended", LIMIT, process::isAlive, alive -> !alive);
  }
}
