package dev.otpauth.verification;

import dev.otpauth.idempotency.Effect;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a call ended. */
public sealed interface Outcome permits RequestOutcome, ConfirmOutcome, HistoryOutcome, Erased {

  /** One of few words: the status of a success, or the code of a problem. */
  String word();

  /** The verification it is about, where one is known. */
  @Nullable UUID requestId();

  /** What the call has done. */
  default Effect effect() {
    return Effect.FINAL;
  }
}
