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
 * Hands out the pool's connections in the order of the requests. HikariCP is not fair: under load,
 * it lets some threads wait until they time out.
 *
 * <p>A thread takes a permit before it takes a connection, so it waits in the pool (up to its
 * {@code connection-timeout}) only if the database is unreachable. Threads that waited for a permit
 * meanwhile then fail at once.
 */
final class FairDataSource extends DelegatingDataSource {

  private final Semaphore permits;
  private final Duration longestWait;
  private final Consumer<String> whenLost;
  private volatile long lastFailure = System.nanoTime();
  private volatile @Nullable String lastState;

  /**
   * @param size the number of connections in the pool
   * @param longestWait the maximum wait for a permit; beyond it a {@link PoolBusyException} is
   *     thrown
   * @param whenLost receives the SQLSTATE if the pool cannot provide a connection
   */
  FairDataSource(DataSource pool, int size, Duration longestWait, Consumer<String> whenLost) {
    super(pool);
    this.whenLost = whenLost;
    this.permits = new Semaphore(size, true);
    this.longestWait = longestWait;
  }

  @Override
  public Connection getConnection() throws SQLException {
    var asked = System.nanoTime();
    await();
    try {
      if (lastFailure - asked > 0) {
        throw new SQLTransientConnectionException(
            "no connection: the database failed while this thread waited", lastState);
      }
      return untilClosed(connection());
    } catch (SQLException | RuntimeException e) {
      permits.release();
      throw e;
    }
  }

  private void await() throws SQLException {
    try {
      if (!permits.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new PoolBusyException("no connection became free within " + longestWait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PoolBusyException("interrupted while waiting for a connection", e);
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

  /** Returns a connection whose first {@code close()} releases the permit. */
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
                  permits.release();
                }
              }
            });
  }
}
