package dev.otpauth.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** An unusable database stops the start with one sentence. */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class DatabaseFailureTest {

  private static final String PASSWORD = "Zyl-password-Wqx";
  private static final String URL =
      "Setting spring.datasource.url (environment SPRING_DATASOURCE_URL) ";
  private static final String USERNAME =
      "Setting spring.datasource.username (environment SPRING_DATASOURCE_USERNAME)";

  private EmbeddedPostgres server;

  @BeforeAll
  void start() throws IOException, SQLException {
    server = EmbeddedPostgres.builder().start();
    execute(
        "postgres",
        "create role owner login password '%s'".formatted(PASSWORD),
        "create role guest login password '%s'".formatted(PASSWORD),
        "create database otp owner owner",
        "create database strange owner owner",
        "create database edited owner owner",
        "create database standby owner owner",
        "alter database standby set default_transaction_read_only = on");
    askForPasswords();
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  private void askForPasswords() throws IOException, SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var answer = statement.executeQuery("show hba_file")) {
      answer.next();
      Files.writeString(
          Path.of(answer.getString(1)),
          "host all postgres all trust\nhost all all all scram-sha-256\n");
      statement.execute("select pg_reload_conf()");
    }
  }

  private void execute(String database, String... statements) throws SQLException {
    try (var connection = DriverManager.getConnection(server.getJdbcUrl("postgres", database));
        var statement = connection.createStatement()) {
      for (var it : statements) {
        statement.execute(it);
      }
    }
  }

  private SettingsOnly on(String database) {
    return at("localhost", server.getPort(), database);
  }

  private static SettingsOnly at(String host, int port, String database) {
    return SettingsOnly.right(Database.class)
        .with("spring.datasource.url", "jdbc:postgresql://%s:%d/%s".formatted(host, port, database))
        .with("spring.datasource.username", "owner")
        .with("spring.datasource.password", PASSWORD);
  }

  private static void isRefused(SettingsOnly start, CapturedOutput output, String sentence) {
    assertThat(start.failure()).isNotNull();
    assertThat(output)
        .contains("APPLICATION FAILED TO START", sentence)
        .doesNotContain("\tat ", "Zyl-", "Exception:", "SQL State", "jdbc:postgresql:");
  }

  @Test
  void aDatabaseThatServesIsTaken() {
    assertThat(on("otp").failure()).isNull();
  }

  @Test
  void aWrongPassword(CapturedOutput output) {
    isRefused(
        on("otp").with("spring.datasource.password", "Zyl-other-Wqx"),
        output,
        USERNAME
            + " and Setting spring.datasource.password (environment SPRING_DATASOURCE_PASSWORD)"
            + " are rejected by PostgreSQL");
  }

  @Test
  void noPassword(CapturedOutput output) {
    isRefused(
        on("otp").without("spring.datasource.password"),
        output,
        "Setting spring.datasource.password (environment SPRING_DATASOURCE_PASSWORD) is missing");
  }

  @Test
  void aWrongPasswordOfTheMigrations(CapturedOutput output) {
    isRefused(
        on("otp").with("spring.flyway.user", "owner").with("spring.flyway.password", "Zyl-wrong"),
        output,
        "Setting spring.flyway.user (environment SPRING_FLYWAY_USER) and Setting"
            + " spring.flyway.password (environment SPRING_FLYWAY_PASSWORD) are rejected");
  }

  @Test
  void noSuchDatabase(CapturedOutput output) {
    isRefused(on("none"), output, URL + "names a database that the server does not have.");
  }

  @Test
  void aDatabaseThatIsDown(CapturedOutput output) {
    isRefused(
        at("127.0.0.1", Ports.free(), "otp"),
        output,
        URL + "leads to an address that refuses connections");
  }

  @Test
  void anUnknownHost(CapturedOutput output) {
    isRefused(at("nowhere.invalid", 5432, "otp"), output, URL + "names an unknown host (DNS).");
  }

  @Test
  void aServerThatSaysNothing(CapturedOutput output) throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      isRefused(
          at("127.0.0.1", silent.getLocalPort(), "otp")
              .with("spring.datasource.hikari.data-source-properties.socketTimeout", "1")
              .with("spring.datasource.hikari.data-source-properties.loginTimeout", "1"),
          output,
          URL + "leads to a server that");
    }
  }

  @Test
  void aServerThatHasNoTls(CapturedOutput output) {
    var url = "jdbc:postgresql://localhost:%d/otp?sslmode=require".formatted(server.getPort());
    isRefused(
        on("otp").with("spring.datasource.url", url),
        output,
        URL + "leads to a server that rejects the connection: check TLS");
  }

  @Test
  void aRoleThatMayNotMigrate(CapturedOutput output) {
    isRefused(
        on("otp").with("spring.datasource.username", "guest"),
        output,
        USERNAME + " names a role that lacks a privilege");
  }

  @Test
  void aServerThatTakesNoWrites(CapturedOutput output) {
    isRefused(on("standby"), output, URL + "leads to a server that accepts no writes");
  }

  @Test
  void aDatabaseOfAnother(CapturedOutput output) throws SQLException {
    execute("strange", "create table public.theirs (id int)");
    isRefused(on("strange"), output, URL + "leads to a database that is not empty");
  }

  @Test
  void aSchemaThatOthersChanged(CapturedOutput output) throws SQLException {
    assertThat(on("edited").failure()).isNull();
    execute("edited", "update flyway_schema_history set checksum = checksum + 1");
    isRefused(
        on("edited"),
        output,
        URL + "leads to a database whose schema was not made by the migrations");
  }

  /** Not annotated, so that component scans of the service do not find it. */
  @ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
  static class Database {}
}
