package dev.otpauth.runtime;

import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** All connections were in use for too long: the database is there, and has too many callers. */
public final class PoolBusyException extends SQLTransientConnectionException {

  PoolBusyException(String message) {
    super(message);
  }

  PoolBusyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
