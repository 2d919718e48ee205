package dev.otpauth.verification;

/** How a request or a resend ended. */
public sealed interface RequestOutcome permits RequestOutcome.Started, Refusal {

  /** A code is on its way, or may be: the status then is {@code pending}. */
  record Started(VerificationView verification) implements RequestOutcome {}
}
