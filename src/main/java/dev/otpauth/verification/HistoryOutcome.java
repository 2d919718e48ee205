package dev.otpauth.verification;

import dev.otpauth.provider.HistoryResult;

/** How a look into the provider's history ended. */
public sealed interface HistoryOutcome permits HistoryOutcome.Listed, Refusal {

  /** One page. */
  record Listed(HistoryResult.Page page) implements HistoryOutcome {}
}
