package dev.otpauth.sandbox;

import java.time.Instant;

/** What became of a verify. */
sealed interface OtpVerifyOutcome {

  record Matched(String reference, Instant verifiedAt) implements OtpVerifyOutcome {}

  record Mismatched(int remainingAttempts) implements OtpVerifyOutcome {}

  /** Expired, replaced, used or never delivered: no code can be tried, and none was counted. */
  record Closed() implements OtpVerifyOutcome {}

  record Exhausted() implements OtpVerifyOutcome {}

  record UnknownReference() implements OtpVerifyOutcome {}
}
