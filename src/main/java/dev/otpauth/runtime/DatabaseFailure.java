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
 * Why a database does not serve, as one sentence, out of what the driver, Flyway or Hibernate
 * threw. Quotes nothing of the settings, which the exceptions do.
 *
 * @param chain the failure and its causes
 * @param settings which settings were used
 */
record DatabaseFailure(List<Throwable> chain, DatabaseSettings settings) {

  /** What the server says that it refuses: names of its own, of which none is a setting's. */
  private static final Pattern REFUSED =
      Pattern.compile(
          "(?:permission denied for|must be owner of)"
              + " (?:schema|table|sequence|function|view|relation) \\w+");

  /** The sentence, or nothing where it is no fault of an operator's. */
  Optional<String> sentence() {
    return Optional.ofNullable(schema()).or(() -> Optional.ofNullable(connection()));
  }

  private @Nullable String schema() {
    if (find(FlywayValidateException.class) != null) {
      return "%s leads to a database whose schema was not made by the migrations of this version: it is"
              .formatted(settings.url())
          + " another service's or another build's, or was changed by hand.";
    }
    var flyway = find(FlywayException.class);
    if (flyway != null
        && flyway.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
      return "%s leads to a database that is not empty and was never migrated by this service: give it one of its own."
          .formatted(settings.url());
    }
    return find(SchemaManagementException.class) == null
        ? null
        : "%s leads to a database without the schema of this version: let it be migrated first (spring.flyway.enabled)."
            .formatted(settings.url());
  }

  private @Nullable String connection() {
    var refusal = find(SQLException.class);
    if (refusal == null) {
      return null;
    }
    var state = String.valueOf(refusal.getSQLState());
    return switch (state) {
      case "28000", "28P01" ->
          credentials("are refused by PostgreSQL: it does not let this user in with this password");
      case "08004" -> rejected();
      case "3D000" -> settings.url() + " names a database that the server does not have.";
      case "42501" -> privilege(String.valueOf(refusal.getMessage()));
      case "25006" ->
          settings.url()
              + " leads to a server that takes no writes, such as a standby: name the primary, or"
              + " all of them with targetServerType=primary.";
      case "53100" -> settings.url() + " leads to a server whose disk is full.";
      case "53300" ->
          settings.url()
              + " leads to a server that has no connection left: its max_connections is used up.";
      case "57P03" ->
          settings.url() + " leads to a server that is starting or stopping: try again.";
      default -> state.startsWith("08") || state.startsWith("57") ? way() : null;
    };
  }

  /** The way there, by what broke. */
  private String way() {
    var url = settings.url();
    if (find(UnknownHostException.class) != null) {
      return url + " names a host that is not known (DNS).";
    }
    if (find(SSLException.class) != null) {
      return url
          + " leads to a server whose TLS cannot be used: look at its certificate and at sslmode.";
    }
    if (find(SocketTimeoutException.class) != null) {
      return url
          + " leads to a server that does not answer in time: is it up, and is the way to it open?";
    }
    if (find(ConnectException.class) != null) {
      return url
          + " leads to an address where nothing takes connections: is PostgreSQL up, and is that"
          + " its port?";
    }
    return find(SocketException.class) == null
        ? url + " leads to a server that ends the connection: is it a PostgreSQL, and is it up?"
        : url + " leads to a server that cannot be reached: is the way to it open?";
  }

  private String rejected() {
    return settings.hasPassword()
        ? settings.url()
            + " leads to a server that rejects the connection: TLS is asked for or refused"
            + " (sslmode), or no rule of pg_hba.conf lets us in."
        : settings.password() + " is missing, and PostgreSQL asks for one.";
  }

  private String credentials(String words) {
    return "%s and %s %s.".formatted(settings.username(), settings.password(), words);
  }

  private String privilege(String message) {
    var refused = REFUSED.matcher(message);
    return "%s names a role that lacks a privilege%s: it has to own the database, or be granted what it reads and writes."
        .formatted(settings.username(), refused.find() ? " (" + refused.group() + ")" : "");
  }

  /** The innermost of that kind, which knows most. */
  private <T extends Throwable> @Nullable T find(Class<T> type) {
    return chain.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .reduce((_, last) -> last)
        .orElse(null);
  }
}
