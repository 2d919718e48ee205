package dev.otpauth.verification;

import dev.otpauth.provider.OtpStatus;
import java.util.UUID;

/** The outcome of a request, resend or status call. */
public sealed interface RequestOutcome extends Outcome permits RequestOutcome.Started, Refusal {

  /** The verification as it stands; {@code pending} if it is not known whether a code was sent. */
  record Started(VerificationView verification) implements RequestOutcome {

    @Override
    public String value() {
      return verification.status().value();
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
