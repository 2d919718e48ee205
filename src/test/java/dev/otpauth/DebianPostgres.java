package dev.otpauth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * PostgreSQL 15 with Debian's own configuration except for the port; JIT is on, unlike in the
 * embedded server. A server can have a standby.
 */
public final class DebianPostgres implements AutoCloseable {

  private static final Path BINARIES = Path.of("/usr/lib/postgresql/15/bin");
  private static final String SUPERUSER = "postgres";
  private static final AtomicInteger databases = new AtomicInteger();

  private final Path home;
  private final int port = Ports.free();

  private DebianPostgres() {
    try {
      home = Files.createTempDirectory("otp-postgres-15-");
      if (isRoot()) {
        var owner = home.getFileSystem().getUserPrincipalLookupService();
        Files.setOwner(home, owner.lookupPrincipalByName(SUPERUSER));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** For {@code @EnabledIf}. */
  public static boolean isInstalled() {
    return RequiredTools.isPresent(
        Files.isExecutable(BINARIES.resolve("initdb")),
        "PostgreSQL 15: not tested, Debian's postgresql-15 is missing");
  }

  /** One for the whole run. */
  public static DebianPostgres shared() {
    return Shared.SERVER;
  }

  /** A new one, started. */
  public static DebianPostgres create() {
    var server = new DebianPostgres();
    try {
      var password = server.home.resolve("password");
      Files.writeString(password, SUPERUSER);
      server.run(
          "initdb",
          "--pgdata=" + server.data(),
          "--pwfile=" + password,
          "--auth-local=trust",
          "--auth-host=scram-sha-256",
          "--encoding=UTF8",
          "--locale=C.UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.start();
    return server;
  }

  /** A copy that follows this one, and answers queries. */
  public DebianPostgres standby() {
    var standby = new DebianPostgres();
    standby.run(
        "pg_basebackup",
        "--host=" + home,
        "--port=" + port,
        "--pgdata=" + standby.data(),
        "--checkpoint=fast",
        "--write-recovery-conf");
    standby.start();
    return standby;
  }

  /** Makes a primary of a standby. */
  public void promote() {
    run("pg_ctl", "--pgdata=" + data(), "--wait", "promote");
  }

  /** Starts it, with what it holds. */
  public void start() {
    run(
        "pg_ctl",
        "--pgdata=" + data(),
        "--wait",
        "--log=" + home.resolve("log"),
        "--options=-p %d -k %s -c listen_addresses=127.0.0.1".formatted(port, home),
        "start");
  }

  /** Ends it as a crash would. */
  public void kill() {
    run("pg_ctl", "--pgdata=" + data(), "--wait", "--mode=immediate", "stop");
  }

  /** A database of its own, with an {@linkplain OrdinaryRole ordinary role}. */
  public JdbcConnectionDetails fresh() {
    var name = "otp_" + databases.incrementAndGet();
    try {
      OrdinaryRole.createDatabase(url(SUPERUSER), name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new Details(url(name), OrdinaryRole.NAME, OrdinaryRole.PASSWORD);
  }

  /** What a query of a superuser's counts; the service never is one. */
  public int number(String sql) {
    var superuser = new DriverManagerDataSource(url(SUPERUSER), SUPERUSER, SUPERUSER);
    return JdbcClient.create(superuser).sql(sql).query(Integer.class).single();
  }

  public int port() {
    return port;
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  private Path data() {
    return home.resolve("data");
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** It refuses to be run by root. */
  private void run(String program, String... arguments) {
    var command = new ArrayList<String>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", SUPERUSER, "--"));
    }
    command.add(BINARIES.resolve(program).toString());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
    builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "PGUSER", SUPERUSER));
    var output = home.resolve(program + ".out").toFile();
    try {
      var code = builder.redirectOutput(output).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException(program + ": " + Files.readString(output.toPath()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (Files.exists(data().resolve("postmaster.pid"))) {
      kill();
    }
  }

  private static final class Shared {
    static final DebianPostgres SERVER = create();
  }

  private record Details(String getJdbcUrl, String getUsername, String getPassword)
      implements JdbcConnectionDetails {}
}
