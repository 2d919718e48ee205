package dev.otpauth.verification;

import dev.otpauth.provider.OtpStatus;
import java.util.UUID;

/** How a request or a resend ended. */
public sealed interface RequestOutcome extends Outcome permits RequestOutcome.Started, Refusal {

  /** A code is on its way, or may be: the status then is {@code pending}. */
  record Started(VerificationView verification) implements RequestOutcome {

    @Override
    public String word() {
      return verification.status().word();
    }

    @Override
    public UUID requestId() {
      return verification.requestId();
    }

    @Override
    public Effect effect() {
      return verification.status() == OtpStatus.PENDING ? Effect.OPEN : Effect.FINAL;
    }
  }
}
