package dev.otpauth.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Ten minutes of a caller's verifications, by their begin.
 *
 * @param begin the begin of the ten minutes
 */
record CallerSlice(String callerId, Instant begin) {

  private static final Duration LENGTH = Duration.ofMinutes(10);

  /** Returns the slice of a verification, by the time in its id (UUIDv7, RFC 9562). */
  static CallerSlice of(String callerId, UUID verification) {
    var begun = Instant.ofEpochMilli(verification.getMostSignificantBits() >>> 16);
    return new CallerSlice(callerId, beginAt(begun));
  }

  /** Returns the begin of the slice that contains the time. */
  static Instant beginAt(Instant time) {
    var length = LENGTH.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), length) * length);
  }
}
