package dev.otpauth.sandbox;

import java.time.Instant;

/** What became of a verify. */
sealed interface VerifyOutcome {

  record Matched(String reference, Instant verifiedAt) implements VerifyOutcome {}

  record Mismatched(int remainingAttempts) implements VerifyOutcome {}

  /** Expired, replaced, used or never delivered: no code can be tried, and none was counted. */
  record Closed() implements VerifyOutcome {}

  record Exhausted() implements VerifyOutcome {}

  record UnknownReference() implements VerifyOutcome {}
}
