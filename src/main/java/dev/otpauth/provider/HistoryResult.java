package dev.otpauth.provider;

import java.util.List;

/**
 * How a history query ended. {@link Unreachable} includes every transient failure, since a query
 * may be repeated freely; {@link Unknown} is an answer that made no sense.
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
