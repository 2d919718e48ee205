package dev.otpauth.verification;

import java.time.Instant;

/** What came of the wish to begin an operation on a verification. */
sealed interface Reservation {

  /** It is ours until the lease ends. */
  record Held(Verification verification) implements Reservation {}

  /** Somebody else works on it. */
  record Busy() implements Reservation {}

  /** An earlier operation's outcome must be settled first. */
  record Unsettled() implements Reservation {}

  /** Too many codes of its number were tried in a row. */
  record Resting(Instant until) implements Reservation {}

  /** It was erased since it was found. */
  record Erased() implements Reservation {}

  /** It was requested for another purpose or number. */
  record Unbound() implements Reservation {}

  /** The caller's key stands for another call. */
  record Repeated() implements Reservation {}

  /** Nothing more can be done with it. */
  record Over(Verification verification) implements Reservation {}

  /** Why one that is there could not be held. */
  static Reservation whyNot(Verification verification, Instant now) {
    if (verification.isUnsettled()) {
      return verification.isLeased(now) ? new Busy() : new Unsettled();
    }
    // Where it is not over, somebody has let go of it just now.
    return verification.isOver() ? new Over(verification) : new Busy();
  }
}
