package dev.otpauth.runtime;

import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if all connections were in use for too long: the database works, but there are too many
 * callers.
 */
public final class PoolBusyException extends SQLTransientConnectionException {

  PoolBusyException(String message) {
    super(message);
  }

  PoolBusyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
