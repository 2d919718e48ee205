package dev.otpauth.verification;

import dev.otpauth.idempotency.CallOutcome;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outcome of a call of the API; expected failures are {@link Refusal}s. */
public sealed interface Outcome extends CallOutcome
    permits RequestOutcome, ConfirmOutcome, CancelOutcome, HistoryOutcome, Erased {

  /** The status of a success or the code of a problem; bounded cardinality. */
  String value();

  /** The verification; null if none is known. */
  @Nullable UUID requestId();

  @Override
  default @Nullable UUID subjectId() {
    return requestId();
  }

  @Override
  default Effect effect() {
    return Effect.FINAL;
  }
}
