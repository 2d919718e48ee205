package dev.otpauth.throttle;

import dev.otpauth.runtime.RoundTrip;
import dev.otpauth.throttle.Throttle.CountedSend;
import dev.otpauth.throttle.Throttle.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One replica's access to the counters: loads, decides and saves. */
final class ThrottleStore {

  /** Each of a few new rows may be somebody else's first. */
  private static final int TRIES = 20;

  private final JdbcTemplate database;
  private final TransactionTemplate transactions;
  private final Throttle throttle;
  final ThrottledShare throttled = new ThrottledShare();

  ThrottleStore(DataSource database, SendLimits limits) {
    this.database = new JdbcTemplate(database);
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
    this.throttle = new Throttle(this.database, limits, throttled);
  }

  /** What sends need that are to be taken now. */
  ThrottleRows load(Instant now, Send... sends) {
    return load(null, now, sends);
  }

  /**
   * What sends need.
   *
   * @param takenAt when they were taken; absent where they are to be taken now
   */
  ThrottleRows load(@Nullable Instant takenAt, Instant now, Send... sends) {
    return load(wanted(false, takenAt, sends), now, false);
  }

  private static Wanted wanted(boolean toldToWait, @Nullable Instant takenAt, Send... sends) {
    return new Wanted(
        Digests.of(Stream.of(sends).map(Send::phone).toList()),
        Digests.NONE,
        Stream.of(sends)
            .map(it -> new CountedSend(it.callerId(), it.network(), it.newPrefix(), takenAt))
            .toList(),
        toldToWait);
  }

  ThrottleRows load(Wanted wanted, Instant now, boolean locked) {
    var trip = new RoundTrip();
    var rows = throttle.load(trip, wanted, now, locked);
    trip.send(database);
    return rows;
  }

  void save(ThrottleRows rows) {
    var trip = new RoundTrip();
    throttle.save(trip, rows);
    trip.send(database);
    rows.saved();
  }

  Decision take(Send send, Instant now) {
    return changed(wanted(false, null, send), now, rows -> rows.take(send, now));
  }

  void giveBack(Send send, Instant takenAt, Instant now) {
    change(wanted(false, takenAt, send), now, rows -> rows.giveBack(send, takenAt));
  }

  void coolDown(Send send, Duration wait, Instant now) {
    change(
        wanted(true, null, send),
        now,
        rows -> rows.coolDown(send.sender(), send.phone(), wait, now));
  }

  void guess(Send send, Instant now) {
    change(
        new Wanted(Digests.of(Set.of(send.phone())), Digests.NONE, List.of(), false),
        now,
        rows -> rows.guessed(send.phone(), now));
  }

  private void change(Wanted wanted, Instant now, Consumer<ThrottleRows> decision) {
    var _ =
        changed(
            wanted,
            now,
            rows -> {
              decision.accept(rows);
              return true;
            });
  }

  /** Until nobody else has changed a row meanwhile; from the second time on with locked rows. */
  private <T> T changed(Wanted wanted, Instant now, Function<ThrottleRows, T> decision) {
    for (var tries = 1; ; tries++) {
      try {
        return changed(wanted, now, decision, tries > 1);
      } catch (ConcurrencyFailureException e) {
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }

  private <T> T changed(
      Wanted wanted, Instant now, Function<ThrottleRows, T> decision, boolean locked) {
    var decided =
        transactions.execute(
            _ -> {
              var rows = load(wanted, now, locked);
              var result = decision.apply(rows);
              save(rows);
              return result;
            });
    if (decided == null) {
      throw new IllegalStateException("a decision has a result");
    }
    return decided;
  }

  Instant next(Send send, Instant now) {
    return throttle.next(send.callerId(), send.sender(), send.phone(), () -> false, now);
  }
}
