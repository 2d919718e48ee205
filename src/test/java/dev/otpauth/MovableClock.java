package dev.otpauth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved. */
public class MovableClock extends Clock {

  private static final Instant START = Instant.parse("2026-03-02T03:25:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);

  public void reset() {
    now.set(START);
  }

  public void advance(Duration by) {
    now.updateAndGet(it -> it.plus(by));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("nobody asks for another zone");
  }
}
