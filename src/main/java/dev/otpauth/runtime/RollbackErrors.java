package dev.otpauth.runtime;

import java.sql.SQLException;
import java.util.Set;
import org.springframework.core.NestedExceptionUtils;

/**
 * Recognises errors after which a statement was certainly rolled back; after others, such as a lost
 * connection, its outcome is unknown.
 */
final class RollbackErrors {

  /**
   * SQLSTATE classes: 21 cardinality, 22 data, 23 integrity, 40 rollback (such as a deadlock), 42
   * missing table or privilege, 55 wrong state (such as a lock timeout).
   */
  private static final Set<String> CLASSES = Set.of("21", "22", "23", "40", "42", "55");

  private RollbackErrors() {}

  /** Whether the statement was certainly rolled back, so that it can be repeated. */
  static boolean is(Throwable e) {
    return e instanceof NothingWrittenException || CLASSES.contains(classOf(e));
  }

  /** Returns the class of the SQLSTATE; empty if there is none. */
  private static String classOf(Throwable e) {
    return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException cause
            && cause.getSQLState() != null
            && cause.getSQLState().length() == 5
        ? cause.getSQLState().substring(0, 2)
        : "";
  }
}
