package dev.otpauth.canary;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.otpauth.OrdinaryRole;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A PostgreSQL of its own that logs every statement with all its parameters; a superuser's view.
 */
final class LoggingPostgres implements AutoCloseable {

  private static final String DATABASE = "otp";

  private final Path log;
  private final EmbeddedPostgres server;

  LoggingPostgres(Path folder) throws IOException, SQLException {
    this.log = Files.createFile(folder.resolve("postgres.log"));
    this.server =
        EmbeddedPostgres.builder()
            .setServerConfig("log_statement", "all")
            .setServerConfig("log_duration", "on")
            .setServerConfig("log_parameter_max_length", "-1")
            .setServerConfig("log_parameter_max_length_on_error", "-1")
            .setServerConfig("log_error_verbosity", "verbose")
            .setServerConfig("log_connections", "on")
            .setOutputRedirector(Redirect.appendTo(log.toFile()))
            .setErrorRedirector(Redirect.appendTo(log.toFile()))
            .start();
    OrdinaryRole.createDatabase(url("postgres"), DATABASE);
  }

  String url() {
    return url(DATABASE);
  }

  private String url(String database) {
    return "jdbc:postgresql://localhost:%d/%s".formatted(server.getPort(), database);
  }

  JdbcClient client() {
    return JdbcClient.create(database());
  }

  private DataSource database() {
    return server.getDatabase("postgres", DATABASE);
  }

  String log() throws IOException {
    return Files.readString(log, UTF_8);
  }

  /** All rows of all tables, as pg_dump would write them. */
  String dump() throws SQLException, IOException {
    var tables =
        client()
            .sql("select table_name from information_schema.tables where table_schema = 'public'")
            .query((row, _) -> row.getString(1))
            .list();
    var dump = new ByteArrayOutputStream();
    try (var connection = database().getConnection()) {
      var copies = connection.unwrap(PGConnection.class).getCopyAPI();
      for (var table : tables) {
        dump.writeBytes((table + "\n").getBytes(UTF_8));
        copies.copyOut("copy %s to stdout".formatted(table), dump);
      }
    }
    return dump.toString(UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
