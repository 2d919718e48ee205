package dev.otpauth.verification;

import dev.otpauth.provider.HistoryResult;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a look into the provider's history ended. */
public sealed interface HistoryOutcome extends Outcome permits HistoryOutcome.Listed, Refusal {

  /** One page. */
  record Listed(HistoryResult.Page page) implements HistoryOutcome {

    @Override
    public String word() {
      return "listed";
    }

    @Override
    public @Nullable UUID requestId() {
      return null;
    }
  }
}
