package dev.otpauth.verification;

import dev.otpauth.problem.ProblemType;
import java.util.UUID;

/** How a confirm ended. */
public sealed interface ConfirmOutcome extends Outcome
    permits ConfirmOutcome.Verified, ConfirmOutcome.WrongCode, Refusal {

  /** The number is verified, by this very confirm. */
  record Verified(VerificationView verification) implements ConfirmOutcome {

    @Override
    public String word() {
      return verification.status().word();
    }

    @Override
    public UUID requestId() {
      return verification.requestId();
    }
  }

  /**
   * The code is wrong.
   *
   * @param remainingAttempts at least 1
   */
  record WrongCode(UUID requestId, int remainingAttempts) implements ConfirmOutcome {

    @Override
    public String word() {
      return ProblemType.INVALID_CODE.code();
    }
  }
}
