package dev.otpauth.runtime;

/** Hears of it where the pool, or a connection of it, fails by the database's fault. */
public interface ConnectionFailureListener {

  /** A failure that says that nobody is served; the first of an outage gives true. */
  boolean failed(String sqlState);

  /** A failure that may be that of one connection alone. */
  void doubted();
}
