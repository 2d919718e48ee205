package dev.otpauth.provider;

import java.util.List;

/**
 * The result of a history query. {@link Unreachable} includes every transient failure, since a
 * query may be repeated; {@link Unknown} is an unintelligible response.
 */
public sealed interface HistoryResult permits Failure, HistoryResult.Page {

  /** One page, in the provider's order. Pages count from 1. */
  record Page(List<ReferenceState> entries, int page, int lastPage, int perPage, long total)
      implements HistoryResult {
    public Page {
      entries = List.copyOf(entries);
    }
  }
}
