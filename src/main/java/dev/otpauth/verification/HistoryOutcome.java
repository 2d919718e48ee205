package dev.otpauth.verification;

import dev.otpauth.provider.HistoryResult;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outcome of a history query. */
public sealed interface HistoryOutcome extends Outcome permits HistoryOutcome.Listed, Refusal {

  /** One page of the provider's history. */
  record Listed(HistoryResult.Page page) implements HistoryOutcome {

    @Override
    public String value() {
      return "listed";
    }

    @Override
    public @Nullable UUID requestId() {
      return null;
    }
  }
}
