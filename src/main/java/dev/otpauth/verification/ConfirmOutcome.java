package dev.otpauth.verification;

import java.util.UUID;

/** How a confirm ended. */
public sealed interface ConfirmOutcome
    permits ConfirmOutcome.Verified, ConfirmOutcome.WrongCode, Refusal {

  /** The number is verified, by this very confirm. */
  record Verified(VerificationView verification) implements ConfirmOutcome {}

  /**
   * The code is wrong.
   *
   * @param remainingAttempts at least 1
   */
  record WrongCode(UUID requestId, int remainingAttempts) implements ConfirmOutcome {}
}
