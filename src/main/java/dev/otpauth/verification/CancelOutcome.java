package dev.otpauth.verification;

import java.util.UUID;

/** The outcome of a cancel call. */
public sealed interface CancelOutcome extends Outcome permits CancelOutcome.Over, Refusal {

  /** The verification is cancelled, or had failed or expired before; its code is not accepted. */
  record Over(VerificationView verification) implements CancelOutcome {

    @Override
    public String value() {
      var reason = verification.failureReason();
      return reason == null ? verification.status().value() : reason.value();
    }

    @Override
    public UUID requestId() {
      return verification.requestId();
    }
  }
}
