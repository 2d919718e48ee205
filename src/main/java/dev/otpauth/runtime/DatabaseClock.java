package dev.otpauth.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A clock with PostgreSQL's time, which all replicas share: the last reading plus the time passed
 * since by the monotonic clock. It does not use this machine's wall clock, so that a wrong one
 * affects no lease, limit or expiry. Its resolution is microseconds, as in PostgreSQL.
 */
public final class DatabaseClock extends Clock {

  /**
   * A correction backwards of up to this duration stops the clock until PostgreSQL's time has
   * caught up, so that it never goes back. A larger one, as after a failover to a server with
   * another time, is applied at once; otherwise no lease or wait would end meanwhile.
   */
  static final Duration MAX_STANDSTILL = Duration.ofSeconds(1);

  private final Supplier<ClockReading> database;
  private final LongSupplier nanos;
  private ClockReading reading;
  private Instant latest;

  /**
   * Creates the clock with a first reading.
   *
   * @param database throws what {@link #synchronize()} throws
   * @param nanos as {@link System#nanoTime()}
   */
  DatabaseClock(Supplier<ClockReading> database, LongSupplier nanos) {
    this.database = database;
    this.nanos = nanos;
    reading = database.get();
    latest = reading.at(nanos.getAsLong());
  }

  /**
   * Reads PostgreSQL's time again.
   *
   * @throws org.springframework.dao.DataAccessException if it is not available; the clock continues
   *     from the last reading
   */
  void synchronize() {
    var fresh = database.get();
    synchronized (this) {
      var now = fresh.at(nanos.getAsLong());
      if (Duration.between(now, latest).compareTo(MAX_STANDSTILL) > 0) {
        latest = now;
      }
      reading = fresh;
    }
  }

  @Override
  public synchronized Instant instant() {
    var now = reading.at(nanos.getAsLong());
    if (now.isAfter(latest)) {
      latest = now;
    }
    return latest;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return zone.equals(getZone()) ? this : new Zoned(this, zone);
  }

  /** The same clock in another time zone. */
  private static final class Zoned extends Clock {

    private final DatabaseClock clock;
    private final ZoneId zone;

    Zoned(DatabaseClock clock, ZoneId zone) {
      this.clock = clock;
      this.zone = zone;
    }

    @Override
    public Instant instant() {
      return clock.instant();
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return clock.withZone(other);
    }
  }
}
