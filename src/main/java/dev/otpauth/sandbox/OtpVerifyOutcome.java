package dev.otpauth.sandbox;

import java.time.Instant;

/** The outcome of verifying a code. */
sealed interface OtpVerifyOutcome {

  record Matched(String reference, Instant verifiedAt) implements OtpVerifyOutcome {}

  record Mismatched(int remainingAttempts) implements OtpVerifyOutcome {}

  /** Expired, replaced, verified or undeliverable. No attempt is counted. */
  record Closed() implements OtpVerifyOutcome {}

  record Exhausted() implements OtpVerifyOutcome {}

  record UnknownReference() implements OtpVerifyOutcome {}
}
