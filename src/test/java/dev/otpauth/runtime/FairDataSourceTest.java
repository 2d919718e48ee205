package dev.otpauth.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.AbstractDataSource;

@Timeout(30)
class FairDataSourceTest {

  private final ScriptedPool pool = new ScriptedPool();
  private final List<String> lost = new CopyOnWriteArrayList<>();
  private final FairDataSource inTurn =
      new FairDataSource(pool, 1, Duration.ofSeconds(20), lost::add);

  @Test
  void waitersAreServedInTheOrderInWhichTheyAsked() throws Exception {
    var served = new CopyOnWriteArrayList<Integer>();
    var waiters = new ArrayList<Thread>();
    try (var _ = inTurn.getConnection()) {
      for (var number = 0; number < 20; number++) {
        waiters.add(waiter(number, served));
      }
    }
    for (var waiter : waiters) {
      waiter.join();
    }

    assertThat(served).isSorted().hasSize(20);
    assertThat(pool.mostInUse).hasValue(1);
  }

  /** Returns when the thread is waiting. */
  private Thread waiter(int number, List<Integer> served) {
    var thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (var _ = inTurn.getConnection()) {
                    served.add(number);
                  } catch (SQLException e) {
                    throw new AssertionError(e);
                  }
                });
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  @Test
  void closingTwiceGivesOneTurnOnly() throws SQLException {
    var impatient = new FairDataSource(pool, 1, Duration.ofMillis(1), lost::add);
    var connection = impatient.getConnection();
    connection.close();
    connection.close();

    try (var _ = impatient.getConnection()) {
      assertThatThrownBy(impatient::getConnection).isInstanceOf(PoolBusyException.class);
    }
  }

  @Test
  void whoWaitedWhileTheDatabaseWasFoundGoneIsToldWithoutAnotherTry() throws Exception {
    pool.gone = true;
    var first = failureOf(inTurn);
    pool.asked.await();
    var second = waiting(inTurn);
    pool.giveUp.countDown();

    assertThat(first.get()).hasMessage("gone");
    assertThat(second.get())
        .isInstanceOf(SQLTransientConnectionException.class)
        .hasMessageContaining("while this thread waited")
        .extracting(it -> ((SQLException) it).getSQLState())
        .isEqualTo("08001");
    assertThat(lost).containsExactly("08001");
    assertThat(pool.tries).hasValue(1);

    pool.gone = false;
    inTurn.getConnection().close();
  }

  private static CompletableFuture<Throwable> failureOf(FairDataSource from) {
    var failure = new CompletableFuture<Throwable>();
    start(from, failure);
    return failure;
  }

  private static CompletableFuture<Throwable> waiting(FairDataSource from) {
    var failure = new CompletableFuture<Throwable>();
    var thread = start(from, failure);
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return failure;
  }

  private static Thread start(FairDataSource from, CompletableFuture<Throwable> failure) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try (var _ = from.getConnection()) {
                failure.completeExceptionally(new AssertionError("there was a connection"));
              } catch (SQLException e) {
                failure.complete(e);
              }
            });
  }

  @Test
  void aStatementsFailureIsItsOwn() throws SQLException {
    try (var connection = inTurn.getConnection()) {
      assertThatThrownBy(connection::createStatement)
          .isInstanceOf(SQLException.class)
          .hasMessage("no statements here");
    }
  }

  @Test
  void anInterruptedWaitEndsAndStaysInterrupted() throws SQLException {
    try (var _ = inTurn.getConnection()) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(inTurn::getConnection).isInstanceOf(PoolBusyException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** An unbounded pool, so that only the permits limit it. */
  private static final class ScriptedPool extends AbstractDataSource {

    final AtomicInteger inUse = new AtomicInteger();
    final AtomicInteger mostInUse = new AtomicInteger();
    final AtomicInteger tries = new AtomicInteger();
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch giveUp = new CountDownLatch(1);
    volatile boolean gone;

    @Override
    public Connection getConnection() throws SQLException {
      if (gone) {
        tries.incrementAndGet();
        asked.countDown();
        await();
        throw new SQLTransientConnectionException("gone", "08001");
      }
      mostInUse.accumulateAndGet(inUse.incrementAndGet(), Math::max);
      return (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (_, method, _) -> {
                switch (method.getName()) {
                  case "close" -> inUse.decrementAndGet();
                  default -> throw new SQLException("no statements here");
                }
                return null;
              });
    }

    private void await() {
      try {
        assertThat(giveUp.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public Connection getConnection(String username, String password) {
      throw new UnsupportedOperationException();
    }
  }
}
