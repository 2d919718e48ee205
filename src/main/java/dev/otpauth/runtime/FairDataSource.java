package dev.otpauth.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Hands out the pool's connections in the order in which they were asked for. A thousand callers at
 * once then wait for one another, each a moment; left to the pool, some are overtaken until their
 * time is up.
 *
 * <p>Whose turn it is finds a connection free, so that waiting for the pool itself (its {@code
 * connection-timeout}) means that the database is gone. Whoever waited for a turn while that was
 * found out is told at once.
 */
final class FairDataSource extends DelegatingDataSource {

  private final Semaphore turns;
  private final Duration longestWait;
  private final Consumer<String> whenLost;
  private volatile long lastFailure = System.nanoTime();
  private volatile @Nullable String lastState;

  /**
   * @param size the pool's
   * @param longestWait for a turn; beyond it a {@link PoolBusyException} is thrown
   * @param whenLost hears the SQLSTATE where the pool has no connection to give
   */
  FairDataSource(DataSource pool, int size, Duration longestWait, Consumer<String> whenLost) {
    super(pool);
    this.whenLost = whenLost;
    this.turns = new Semaphore(size, true);
    this.longestWait = longestWait;
  }

  @Override
  public Connection getConnection() throws SQLException {
    var asked = System.nanoTime();
    await();
    try {
      if (lastFailure - asked > 0) {
        throw new SQLTransientConnectionException(
            "no connection while this one was waited for", lastState);
      }
      return untilClosed(connection());
    } catch (SQLException | RuntimeException e) {
      turns.release();
      throw e;
    }
  }

  private void await() throws SQLException {
    try {
      if (!turns.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new PoolBusyException("no turn within " + longestWait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PoolBusyException("interrupted while waiting for a turn", e);
    }
  }

  private Connection connection() throws SQLException {
    try {
      return super.getConnection();
    } catch (SQLException e) {
      var state = UnavailableDatabase.sqlState(e);
      lastState = state.orElse(null);
      lastFailure = System.nanoTime();
      state.ifPresent(whenLost);
      throw e;
    }
  }

  /** Closing gives the turn to the next, once however often it is done. */
  private Connection untilClosed(Connection connection) {
    var open = new AtomicBoolean(true);
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              } finally {
                if (method.getName().equals("close") && open.getAndSet(false)) {
                  turns.release();
                }
              }
            });
  }
}
