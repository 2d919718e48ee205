package dev.otpauth.verification;

import java.time.Instant;

/** What came of the wish to begin an operation on a verification. */
sealed interface Reservation {

  /** The verification, as it stood then. */
  Verification verification();

  /** It is ours until the lease ends. */
  record Held(Verification verification) implements Reservation {}

  /** Somebody else works on it. */
  record Busy(Verification verification) implements Reservation {}

  /** An earlier operation's outcome must be settled first. */
  record Unsettled(Verification verification) implements Reservation {}

  /** Too many codes of its number were tried in a row. */
  record Resting(Verification verification, Instant until) implements Reservation {}

  /** Nothing more can be done with it. */
  record Over(Verification verification) implements Reservation {}
}
