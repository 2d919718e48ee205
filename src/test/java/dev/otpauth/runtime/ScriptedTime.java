package dev.otpauth.runtime;

import java.time.Duration;
import java.time.Instant;
import org.springframework.dao.QueryTimeoutException;

/** The clocks of a database and a machine and the monotonic clock, all set by a test. */
public final class ScriptedTime {

  public static final Instant START = Instant.parse("2026-03-02T03:25:00Z");

  private Instant database = START;
  private Instant wall = START;
  private long nanos = -5;
  private boolean failing;
  private int readings;

  /** A clock that has been read once. */
  public DatabaseClock clock() {
    return new DatabaseClock(this::read, () -> nanos);
  }

  public WallClock wallClock() {
    return new WallClock(() -> wall);
  }

  private ClockReading read() {
    readings++;
    if (failing) {
      throw new QueryTimeoutException("no answer");
    }
    return new ClockReading(database, nanos, 0);
  }

  int readings() {
    return readings;
  }

  void fails(boolean failing) {
    this.failing = failing;
  }

  /** For everybody. */
  public void passes(Duration time) {
    nanos += time.toNanos();
    suspended(time);
  }

  /** For the world, while this machine does not count it. */
  void suspended(Duration time) {
    database = database.plus(time);
    wall = wall.plus(time);
  }

  void databaseSteps(Duration by) {
    database = database.plus(by);
  }

  public void wallSteps(Duration by) {
    wall = wall.plus(by);
  }

  void monotonicIs(long nanos) {
    this.nanos = nanos;
  }
}
