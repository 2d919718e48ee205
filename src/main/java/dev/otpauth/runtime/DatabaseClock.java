package dev.otpauth.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * PostgreSQL's time, which all replicas share: as it was read last, plus what has passed since by
 * the monotonic clock. This machine's wall clock has no part in it, so that a wrong one, or a step
 * of it, changes no lease, limit or expiry. Ticks in microseconds, as PostgreSQL stores them.
 */
public final class DatabaseClock extends Clock {

  /**
   * A correction back of up to this stops the clock until PostgreSQL's has caught up, for an
   * instant that comes after another must not be earlier. A greater one, as of a failover to a
   * server with another time, is taken at once: meanwhile no lease would lapse and no wait end.
   */
  static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(1);

  private final Supplier<ClockReading> database;
  private final LongSupplier nanos;
  private ClockReading reading;
  private Instant latest;

  /**
   * Reads PostgreSQL's time.
   *
   * @param database throws what {@link #synchronize()} does
   * @param nanos as {@link System#nanoTime()}
   */
  DatabaseClock(Supplier<ClockReading> database, LongSupplier nanos) {
    this.database = database;
    this.nanos = nanos;
    reading = database.get();
    latest = reading.at(nanos.getAsLong());
  }

  /**
   * Reads PostgreSQL's time anew.
   *
   * @throws org.springframework.dao.DataAccessException where it cannot be had; the clock goes on
   *     by the reading before
   */
  void synchronize() {
    var fresh = database.get();
    synchronized (this) {
      var now = fresh.at(nanos.getAsLong());
      if (Duration.between(now, latest).compareTo(LONGEST_STANDSTILL) > 0) {
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

  /** The same time, told elsewhere. */
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
