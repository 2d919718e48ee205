package dev.otpauth.runtime;

/** Receives failures of the connection pool that are caused by the database. */
public interface ConnectionFailureListener {

  /**
   * Called for a failure that affects all connections. Returns true for the first one of an outage.
   */
  boolean databaseFailed(String sqlState);

  /** Called for a failure that may affect one connection only. */
  void connectionFailed();
}
