package dev.otpauth.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The verifications that a caller began within the same ten minutes.
 *
 * @param begin of the ten minutes
 */
record CallerSlice(String callerId, Instant begin) {

  private static final Duration LENGTH = Duration.ofMinutes(10);

  /** The one that a verification belongs to, by the time in its id (UUIDv7, RFC 9562). */
  static CallerSlice of(String callerId, UUID verification) {
    var begun = Instant.ofEpochMilli(verification.getMostSignificantBits() >>> 16);
    return new CallerSlice(callerId, beginAt(begun));
  }

  /** When the slice of that time begins. */
  static Instant beginAt(Instant time) {
    var length = LENGTH.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), length) * length);
  }
}
