package dev.otpauth.sandbox;

/** The outcome of a send or resend. */
sealed interface OtpSendOutcome {

  record Sent(SimulatedOtp otp) implements OtpSendOutcome {}

  /**
   * Too many sends to this number.
   *
   * @param retryAfter seconds until the next send is allowed, rounded up
   */
  record Throttled(long retryAfter) implements OtpSendOutcome {}

  /** A resend of an unknown reference. */
  record UnknownReference() implements OtpSendOutcome {}

  /** A resend of a code that was verified. */
  record Used() implements OtpSendOutcome {}
}
