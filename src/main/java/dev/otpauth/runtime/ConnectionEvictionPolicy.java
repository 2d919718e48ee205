package dev.otpauth.runtime;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.function.Supplier;

/**
 * Decides which connections the pool evicts after an SQL error: broken ones, and all of them once
 * the database is read-only, since the primary is elsewhere then.
 */
final class ConnectionEvictionPolicy implements SQLExceptionOverride {

  private static final String READ_ONLY = "25006";

  private final HikariDataSource pool;
  private final Supplier<ConnectionFailureListener> listener;

  ConnectionEvictionPolicy(HikariDataSource pool, Supplier<ConnectionFailureListener> listener) {
    this.pool = pool;
    this.listener = listener;
  }

  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    var state = UnavailableDatabase.sqlState(failure).orElse("");
    if (state.isEmpty()) {
      return Override.CONTINUE_EVICT;
    }
    if (isOfOneConnection(state)) {
      listener.get().connectionFailed();
      return Override.CONTINUE_EVICT;
    }
    if (listener.get().databaseFailed(state) && state.equals(READ_ONLY)) {
      pool.getHikariPoolMXBean().softEvictConnections();
    }
    return state.equals(READ_ONLY) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
  }

  /**
   * Whether the error may concern this connection alone, such as one that an administrator
   * terminated.
   */
  private static boolean isOfOneConnection(String state) {
    return state.startsWith("08") || state.equals("57P01") || state.equals("57P05");
  }
}
