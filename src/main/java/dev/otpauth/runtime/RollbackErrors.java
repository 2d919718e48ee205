package dev.otpauth.runtime;

import java.sql.SQLException;
import java.util.Set;
import org.springframework.core.NestedExceptionUtils;

/**
 * What PostgreSQL says of a statement that it has certainly undone; of others, a lost connection
 * say, nobody knows.
 */
final class RollbackErrors {

  /**
   * Classes of SQLSTATE: cardinality, data, integrity; a rollback, as of a deadlock; no such table,
   * or no right to it; not in the state for it, as with a lock that was not to be had.
   */
  private static final Set<String> CLASSES = Set.of("21", "22", "23", "40", "42", "55");

  private RollbackErrors() {}

  /** Whether it is certainly undone: to do it again is no second time. */
  static boolean is(Throwable e) {
    return e instanceof NothingWrittenException || CLASSES.contains(classOf(e));
  }

  /** Of its SQLSTATE; empty where it has none. */
  private static String classOf(Throwable e) {
    return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException cause
            && cause.getSQLState() != null
            && cause.getSQLState().length() == 5
        ? cause.getSQLState().substring(0, 2)
        : "";
  }
}
