package dev.otpauth.runtime;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.function.Supplier;

/**
 * Which connections the pool lets go of, by what fails on them: beyond the broken ones, those to a
 * database that has become read-only, and then all, for the primary is elsewhere.
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
      listener.get().doubted();
      return Override.CONTINUE_EVICT;
    }
    if (listener.get().failed(state) && state.equals(READ_ONLY)) {
      pool.getHikariPoolMXBean().softEvictConnections();
    }
    return state.equals(READ_ONLY) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
  }

  /** A connection may break, and a session be ended by an administrator, while others go on. */
  private static boolean isOfOneConnection(String state) {
    return state.startsWith("08") || state.equals("57P01") || state.equals("57P05");
  }
}
