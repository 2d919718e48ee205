package dev.otpauth.sandbox;

/** What became of a send or resend. */
sealed interface SendOutcome {

  record Sent(SimulatedOtp otp) implements SendOutcome {}

  /**
   * Too many sends to this number.
   *
   * @param retryAfter seconds until a send is free again, rounded up
   */
  record Throttled(long retryAfter) implements SendOutcome {}

  /** A resend of a reference nobody has. */
  record UnknownReference() implements SendOutcome {}

  /** A resend of a code that was used. */
  record Used() implements SendOutcome {}
}
