package dev.otpauth.runtime;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Distinguishes a database that is unavailable from one that rejects a single statement. */
public final class UnavailableDatabase {

  /**
   * SQLSTATE classes 08 (connection), 53 (out of memory, disk or connections), 57P (shutdown,
   * crash, start) and 58 (system error), and 25006 (read-only transaction, as on a standby).
   */
  private static final Pattern STATES = Pattern.compile("08...|25006|53...|57P..|58...");

  private UnavailableDatabase() {}

  /**
   * Returns the SQLSTATE that shows that the database is unavailable, from the innermost cause that
   * has one; else empty.
   */
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
