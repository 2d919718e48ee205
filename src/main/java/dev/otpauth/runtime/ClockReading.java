package dev.otpauth.runtime;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * PostgreSQL's time, as an answer of it said. It is off by half of the round trip at most.
 *
 * @param time what it answered
 * @param nanos the middle of the round trip, by {@link System#nanoTime()}
 * @param roundTrip in nanoseconds
 */
record ClockReading(Instant time, long nanos, long roundTrip) {

  private static final int SAMPLES = 3;

  /** The one with the shortest round trip of three. */
  static ClockReading best(Supplier<Instant> question, LongSupplier nanos) {
    return Stream.generate(() -> sample(question, nanos))
        .limit(SAMPLES)
        .min(Comparator.comparingLong(ClockReading::roundTrip))
        .orElseThrow();
  }

  private static ClockReading sample(Supplier<Instant> question, LongSupplier nanos) {
    var asked = nanos.getAsLong();
    var time = question.get();
    var roundTrip = nanos.getAsLong() - asked;
    return new ClockReading(time, asked + roundTrip / 2, roundTrip);
  }

  /** PostgreSQL's time at another moment, in microseconds, as it stores them. */
  Instant at(long nanos) {
    return time.plusNanos(nanos - this.nanos).truncatedTo(ChronoUnit.MICROS);
  }
}
