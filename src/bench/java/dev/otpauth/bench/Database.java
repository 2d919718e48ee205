package dev.otpauth.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL as durable as in production: what is committed is on the disk. */
final class Database implements AutoCloseable {

  /** Looks on, and fills tables; the services have the other. */
  private static final String USER = "postgres";

  private static final String OWNER = "otp";
  private static final List<String> DURABLE =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private final EmbeddedPostgres server;
  private final ProcessHandle process;

  Database(Path data) throws IOException {
    var builder = EmbeddedPostgres.builder().setDataDirectory(data);
    DURABLE.forEach(it -> builder.setServerConfig(it, "on"));
    this.server =
        builder
            // As PostgreSQL's documentation has it for a server of its own.
            .setServerConfig("shared_buffers", Machine.mebibytes() / 4 + "MB")
            .setServerConfig("max_wal_size", "4GB")
            .setServerConfig("max_connections", "200")
            .start();
    try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
      var pid = Long.parseLong(lines.findFirst().orElseThrow().strip());
      this.process = ProcessHandle.of(pid).orElseThrow();
    }
  }

  /** Its version, and what it says itself about what makes it durable. */
  String described() throws SQLException {
    var words = new ArrayList<String>();
    for (var setting : DURABLE) {
      var value = texts(USER, "show " + setting).getFirst();
      if (!value.equals("on")) {
        throw new IllegalStateException(setting + " is " + value);
      }
      words.add(setting + " on");
    }
    return texts(USER, "show server_version").getFirst() + " with " + String.join(", ", words);
  }

  /** Makes a database of that name where there is none, of a role that owns it and no more. */
  void create(String name) throws SQLException {
    if (texts(USER, "select rolname from pg_roles where rolname = '" + OWNER + "'").isEmpty()) {
      execute(
          USER,
          "create role %1$s login password '%1$s' nosuperuser nocreaterole nocreatedb"
              .formatted(OWNER));
    }
    if (texts(USER, "select datname from pg_database where datname = '" + name + "'").isEmpty()) {
      execute(USER, "create database %s owner %s".formatted(name, OWNER));
    }
  }

  void execute(String name, String... statements) throws SQLException {
    try (var connection = connect(name);
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The first column of what a query finds. */
  List<String> texts(String name, String sql) throws SQLException {
    var texts = new ArrayList<String>();
    try (var connection = connect(name);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  private Connection connect(String name) throws SQLException {
    return DriverManager.getConnection(url(name), USER, USER);
  }

  String url(String name) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), name);
  }

  int port() {
    return server.getPort();
  }

  String user() {
    return OWNER;
  }

  /** The process whose children serve the connections. */
  ProcessHandle process() {
    return process;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
