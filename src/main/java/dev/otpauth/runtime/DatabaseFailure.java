package dev.otpauth.runtime;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.jspecify.annotations.Nullable;

/**
 * Explains in one sentence why the database is unusable, from the exceptions of driver, Flyway or
 * Hibernate. Never quotes values of settings, as those exceptions do.
 *
 * @param chain the failure and its causes
 * @param settings the settings that were used
 */
record DatabaseFailure(List<Throwable> chain, DatabaseSettings settings) {

  /** The server's message about a missing privilege; contains no value of a setting. */
  private static final Pattern REFUSED =
      Pattern.compile(
          "(?:permission denied for|must be owner of)"
              + " (?:schema|table|sequence|function|view|relation) \\w+");

  /** Returns the sentence; empty if the operator cannot fix the failure. */
  Optional<String> sentence() {
    return Optional.ofNullable(schema()).or(() -> Optional.ofNullable(connection()));
  }

  private @Nullable String schema() {
    if (find(FlywayValidateException.class) != null) {
      return "%s leads to a database whose schema was not made by the migrations of this version: it belongs to another service or build, or was changed by hand."
          .formatted(settings.url());
    }
    var flyway = find(FlywayException.class);
    if (flyway != null
        && flyway.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
      return "%s leads to a database that is not empty and was never migrated by this service: give it one of its own."
          .formatted(settings.url());
    }
    return find(SchemaManagementException.class) == null
        ? null
        : "%s leads to a database without the schema of this version: migrate it first (spring.flyway.enabled)."
            .formatted(settings.url());
  }

  private @Nullable String connection() {
    var refusal = find(SQLException.class);
    if (refusal == null) {
      return null;
    }
    var state = String.valueOf(refusal.getSQLState());
    return switch (state) {
      case "28000", "28P01" -> credentials("are rejected by PostgreSQL: wrong user or password");
      case "08004" -> rejected();
      case "3D000" -> settings.url() + " names a database that the server does not have.";
      case "42501" -> privilege(String.valueOf(refusal.getMessage()));
      case "25006" ->
          settings.url()
              + " leads to a server that accepts no writes, such as a standby: name the primary, or"
              + " all of them with targetServerType=primary.";
      case "53100" -> settings.url() + " leads to a server whose disk is full.";
      case "53300" ->
          settings.url()
              + " leads to a server without free connections: its max_connections are in use.";
      case "57P03" ->
          settings.url() + " leads to a server that is starting or stopping: try again.";
      default -> state.startsWith("08") || state.startsWith("57") ? connectionProblem() : null;
    };
  }

  /** Returns the sentence about a failed connection. */
  private String connectionProblem() {
    var url = settings.url();
    if (find(UnknownHostException.class) != null) {
      return url + " names an unknown host (DNS).";
    }
    if (find(SSLException.class) != null) {
      return url
          + " leads to a server whose TLS cannot be used: check its certificate and sslmode.";
    }
    if (find(SocketTimeoutException.class) != null) {
      return url
          + " leads to a server that does not answer in time: check that it runs, and the network"
          + " to it.";
    }
    if (find(ConnectException.class) != null) {
      return url
          + " leads to an address that refuses connections: check that PostgreSQL runs, and its"
          + " port.";
    }
    return find(SocketException.class) == null
        ? url
            + " leads to a server that ends the connection: check that it is PostgreSQL, and that"
            + " it runs."
        : url + " leads to a server that cannot be reached: check the network to it.";
  }

  private String rejected() {
    return settings.hasPassword()
        ? settings.url()
            + " leads to a server that rejects the connection: check TLS (sslmode) and the rules of"
            + " pg_hba.conf."
        : settings.password() + " is missing, but PostgreSQL requires one.";
  }

  private String credentials(String words) {
    return "%s and %s %s.".formatted(settings.username(), settings.password(), words);
  }

  private String privilege(String message) {
    var refused = REFUSED.matcher(message);
    return "%s names a role that lacks a privilege%s: it must own the database, or be granted the required privileges."
        .formatted(settings.username(), refused.find() ? " (" + refused.group() + ")" : "");
  }

  /** Returns the innermost exception of that type, which is the most specific. */
  private <T extends Throwable> @Nullable T find(Class<T> type) {
    return chain.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .reduce((_, last) -> last)
        .orElse(null);
  }
}
