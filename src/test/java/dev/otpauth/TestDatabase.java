package dev.otpauth;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL 18: one server for the test run and a fresh database for each context; in a
 * container if Docker is available, else from its own binaries. Uses an {@linkplain OrdinaryRole
 * ordinary} role.
 */
@TestConfiguration(proxyBeanMethods = false)
public class TestDatabase {

  private static final AtomicInteger databases = new AtomicInteger();

  @Bean
  JdbcConnectionDetails database() {
    return fresh();
  }

  /** A database of its own on the shared server, and an {@linkplain OrdinaryRole ordinary role}. */
  public static JdbcConnectionDetails fresh() {
    var name = "otp_" + databases.incrementAndGet();
    try (var connection =
        DriverManager.getConnection(
            Server.SHARED.url("postgres"), Server.SHARED.user(), Server.SHARED.password())) {
      OrdinaryRole.createDatabase(connection, name);
    } catch (SQLException e) {
      throw new IllegalStateException("The test database refuses", e);
    }
    return new Details(Server.SHARED.url(name), OrdinaryRole.NAME, OrdinaryRole.PASSWORD);
  }

  /**
   * A pool of connections to a database of its own, for tests without a context; without one, each
   * statement would begin with a login. It lives as long as this process.
   */
  public static HikariDataSource freshDataSource() {
    var fresh = fresh();
    var pool = new HikariDataSource();
    pool.setJdbcUrl(fresh.getJdbcUrl());
    pool.setUsername(OrdinaryRole.NAME);
    pool.setPassword(OrdinaryRole.PASSWORD);
    pool.setMaximumPoolSize(20);
    pool.setMinimumIdle(0);
    pool.setIdleTimeout(10_000);
    return pool;
  }

  /** The same database, for a test's own doings that take a superuser; the service never does. */
  public static DriverManagerDataSource asSuperuser(String url) {
    return new DriverManagerDataSource(url, Server.SHARED.user(), Server.SHARED.password());
  }

  private record Details(String getJdbcUrl, String getUsername, String getPassword)
      implements JdbcConnectionDetails {}

  private record Server(String address, String user, String password) {

    static final Server SHARED =
        DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();

    String url(String database) {
      return "jdbc:postgresql://%s/%s".formatted(address, database);
    }

    private static Server container() {
      System.out.println("Test database: Testcontainers (postgres:18)");
      @SuppressWarnings("resource") // lives as long as this process
      var container = new PostgreSQLContainer("postgres:18").withDatabaseName("postgres");
      // As many as the embedded one lets in: every context has a pool of its own.
      container.setCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300");
      container.start();
      return new Server(
          container.getHost() + ":" + container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
          container.getUsername(),
          container.getPassword());
    }

    private static Server embedded() {
      System.out.println("Test database: embedded PostgreSQL 18 (Docker does not answer)");
      try {
        // Lives as long as this process, and longer than what it runs.
        var server = EmbeddedPostgres.builder().setRegisterShutdownHook(false).start();
        SpringApplication.getShutdownHandlers().add(() -> close(server));
        return new Server("localhost:" + server.getPort(), "postgres", "postgres");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void close(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
