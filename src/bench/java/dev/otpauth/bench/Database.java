package dev.otpauth.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A PostgreSQL as durable as in production: what is committed is on the disk. */
final class Database implements AutoCloseable {

  private static final String USER = "postgres";

  private final Path data;
  private final EmbeddedPostgres server;

  Database(Path data) throws IOException {
    this.data = data;
    this.server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("shared_buffers", "512MB")
            .setServerConfig("max_wal_size", "4GB")
            .start();
  }

  /** Makes a database of that name where there is none, and says how to reach it. */
  String create(String name) throws SQLException {
    try (var connection = connect(USER);
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return url(name);
  }

  Connection connect(String name) throws SQLException {
    return DriverManager.getConnection(url(name), USER, USER);
  }

  String url(String name) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), name);
  }

  int port() {
    return server.getPort();
  }

  String user() {
    return USER;
  }

  /** The process whose children serve the connections. */
  long pid() throws IOException {
    try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
      return Long.parseLong(lines.findFirst().orElseThrow().strip());
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
