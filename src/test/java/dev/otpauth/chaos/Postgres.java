package dev.otpauth.chaos;

import dev.otpauth.OrdinaryRole;
import dev.otpauth.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL that can be stopped, and started again with what it holds: a database of an
 * ordinary role.
 */
final class Postgres implements AutoCloseable {

  static final String DATABASE = "otp";

  private final Path data;
  private final int port;
  private @Nullable EmbeddedPostgres server;

  Postgres(Path data) throws IOException {
    this.data = data;
    this.port = Ports.free();
    start();
    try {
      OrdinaryRole.createDatabase(url("postgres"), DATABASE);
    } catch (SQLException e) {
      close();
      throw new IOException(e);
    }
  }

  void start() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .start();
  }

  void stop() throws IOException {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  String url() {
    return url(DATABASE);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  int port() {
    return port;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), OrdinaryRole.NAME, OrdinaryRole.PASSWORD);
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
