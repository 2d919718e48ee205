package dev.otpauth.runtime;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One reading of PostgreSQL's time; its error is at most half of the round trip.
 *
 * @param time the time that PostgreSQL returned
 * @param nanos the middle of the round trip, by {@link System#nanoTime()}
 * @param roundTrip in nanoseconds
 */
record ClockReading(Instant time, long nanos, long roundTrip) {

  private static final int SAMPLES = 3;

  /** Returns the reading with the shortest round trip of three. */
  static ClockReading best(Supplier<Instant> readTime, LongSupplier nanos) {
    return Stream.generate(() -> sample(readTime, nanos))
        .limit(SAMPLES)
        .min(Comparator.comparingLong(ClockReading::roundTrip))
        .orElseThrow();
  }

  private static ClockReading sample(Supplier<Instant> readTime, LongSupplier nanos) {
    var asked = nanos.getAsLong();
    var time = readTime.get();
    var roundTrip = nanos.getAsLong() - asked;
    return new ClockReading(time, asked + roundTrip / 2, roundTrip);
  }

  /**
   * Returns PostgreSQL's time at another {@link System#nanoTime()}, in microseconds, as it stores
   * them.
   */
  Instant at(long nanos) {
    return time.plusNanos(nanos - this.nanos).truncatedTo(ChronoUnit.MICROS);
  }
}
