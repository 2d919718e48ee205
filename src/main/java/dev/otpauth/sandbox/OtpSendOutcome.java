package dev.otpauth.sandbox;

/** What became of a send or resend. */
sealed interface OtpSendOutcome {

  record Sent(SimulatedOtp otp) implements OtpSendOutcome {}

  /**
   * Too many sends to this number.
   *
   * @param retryAfter seconds until a send is free again, rounded up
   */
  record Throttled(long retryAfter) implements OtpSendOutcome {}

  /** A resend of a reference nobody has. */
  record UnknownReference() implements OtpSendOutcome {}

  /** A resend of a code that was used. */
  record Used() implements OtpSendOutcome {}
}
