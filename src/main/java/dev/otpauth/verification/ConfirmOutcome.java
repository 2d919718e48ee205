package dev.otpauth.verification;

import dev.otpauth.problem.ProblemType;
import dev.otpauth.token.VerificationToken;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outcome of a confirm call. */
public sealed interface ConfirmOutcome extends Outcome
    permits ConfirmOutcome.Verified, ConfirmOutcome.WrongCode, Refusal {

  /**
   * This confirm verified the number.
   *
   * @param token signed proof of the verification; null if signing is off
   */
  record Verified(VerificationView verification, @Nullable VerificationToken token)
      implements ConfirmOutcome {

    @Override
    public String value() {
      return verification.status().value();
    }

    @Override
    public UUID requestId() {
      return verification.requestId();
    }
  }

  /**
   * The code is wrong.
   *
   * @param remainingAttempts attempts left, at least 1
   * @param isOneOfSeveral whether several codes were sent to the number, so that the subscriber may
   *     have typed an older one; false if unknown
   */
  record WrongCode(UUID requestId, int remainingAttempts, boolean isOneOfSeveral)
      implements ConfirmOutcome {

    WrongCode(UUID requestId, int remainingAttempts) {
      this(requestId, remainingAttempts, false);
    }

    @Override
    public String value() {
      return ProblemType.INVALID_CODE.code();
    }
  }
}
