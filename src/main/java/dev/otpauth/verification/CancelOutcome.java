package dev.otpauth.verification;

import java.util.UUID;

/** How a cancelling ended. */
public sealed interface CancelOutcome extends Outcome permits CancelOutcome.Over, Refusal {

  /** Its code verifies nobody: it is cancelled, or had come to another end before. */
  record Over(VerificationView verification) implements CancelOutcome {

    @Override
    public String word() {
      var reason = verification.failureReason();
      return reason == null ? verification.status().word() : reason.word();
    }

    @Override
    public UUID requestId() {
      return verification.requestId();
    }
  }
}
