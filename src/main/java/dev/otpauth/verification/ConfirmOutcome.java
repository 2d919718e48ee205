package dev.otpauth.verification;

import dev.otpauth.problem.ProblemType;
import dev.otpauth.token.VerificationToken;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a confirm ended. */
public sealed interface ConfirmOutcome extends Outcome
    permits ConfirmOutcome.Verified, ConfirmOutcome.WrongCode, Refusal {

  /**
   * The number is verified, by this very confirm.
   *
   * @param token the proof of it; absent where signing is off
   */
  record Verified(VerificationView verification, @Nullable VerificationToken token)
      implements ConfirmOutcome {

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
   * @param isOneOfSeveral whether several codes were sent to the number, so that it may have been
   *     an older one; false where that is not known
   */
  record WrongCode(UUID requestId, int remainingAttempts, boolean isOneOfSeveral)
      implements ConfirmOutcome {

    WrongCode(UUID requestId, int remainingAttempts) {
      this(requestId, remainingAttempts, false);
    }

    @Override
    public String word() {
      return ProblemType.INVALID_CODE.code();
    }
  }
}
