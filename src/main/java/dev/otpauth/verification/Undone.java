package dev.otpauth.verification;

import java.sql.SQLException;
import java.util.Set;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/**
 * What PostgreSQL says of a statement that it has certainly undone; of others, a lost connection
 * say, nobody knows.
 */
final class Undone {

  /** The functions of V9 and V12 refuse so. */
  static final String KEY_TAKEN = "OT001";

  static final String NUMBER_RESTS = "OT002";

  /**
   * Classes of SQLSTATE: ours; cardinality, data, integrity; a rollback, as of a deadlock; not in
   * the state for it, as with a lock that was not to be had.
   */
  private static final Set<String> CLASSES = Set.of("OT", "21", "22", "23", "40", "55");

  private Undone() {}

  static boolean isBecauseOf(DataAccessException e, String state) {
    return state.equals(state(e));
  }

  /** Whether it is certainly undone: to be done again, one call at a time, is no second time. */
  static boolean is(DataAccessException e) {
    return state(e).length() == 5 && CLASSES.contains(state(e).substring(0, 2));
  }

  private static String state(DataAccessException e) {
    return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException cause
            && cause.getSQLState() != null
        ? cause.getSQLState()
        : "";
  }
}
