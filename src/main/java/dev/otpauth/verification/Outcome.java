package dev.otpauth.verification;

import dev.otpauth.idempotency.CallOutcome;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a call ended. */
public sealed interface Outcome extends CallOutcome
    permits RequestOutcome, ConfirmOutcome, CancelOutcome, HistoryOutcome, Erased {

  /** One of few words: the status of a success, or the code of a problem. */
  String word();

  /** The verification it is about, where one is known. */
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
