package dev.otpauth.runtime;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells a database that serves nobody for now from one that refuses a single statement. */
public final class UnavailableDatabase {

  /**
   * PostgreSQL's classes 08 (connection), 53 (no memory, disk or connection left), 57P (shutdown,
   * crash, start) and 58 (its machine fails it), and a transaction that is read-only, as all are on
   * a standby.
   */
  private static final Pattern STATES = Pattern.compile("08...|25006|53...|57P..|58...");

  private UnavailableDatabase() {}

  /** The SQLSTATE by which a failure tells so, from the root of its causes; else empty. */
  public static Optional<String> sqlState(Throwable failure) {
    var cause = failure.getCause();
    var deeper = cause == null ? Optional.<String>empty() : sqlState(cause);
    return deeper.or(() -> own(failure));
  }

  private static Optional<String> own(Throwable failure) {
    return failure instanceof SQLException sql
            && sql.getSQLState() != null
            && STATES.matcher(sql.getSQLState()).matches()
        ? Optional.of(sql.getSQLState())
        : Optional.empty();
  }
}
