package dev.otpauth.verification.web;

import dev.otpauth.provider.HistoryResult;
import dev.otpauth.provider.ReferenceState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The response body of a history query; fields that the provider left out are null. */
record HistoryBody(List<Entry> data, Pagination pagination) {

  static HistoryBody of(HistoryResult.Page page) {
    return new HistoryBody(
        page.entries().stream().map(Entry::of).toList(),
        new Pagination(page.page(), page.lastPage(), page.perPage(), page.total()));
  }

  /**
   * One sent code.
   *
   * @param destinationNumber masked
   */
  record Entry(
      String referenceId,
      @Nullable String destinationNumber,
      String status,
      @Nullable Integer verifyAttempts,
      @Nullable Instant sentAt,
      @Nullable Instant verifiedAt,
      @Nullable Instant expiresAt,
      @Nullable Instant createdAt) {

    static Entry of(ReferenceState state) {
      var destination = state.destination();
      var attempts = state.verifyAttempts();
      return new Entry(
          state.reference().value(),
          destination == null ? null : destination.masked(),
          state.status().value(),
          attempts.isPresent() ? (Integer) attempts.getAsInt() : null,
          state.sentAt(),
          state.verifiedAt(),
          state.expiresAt(),
          state.createdAt());
    }

    @Override
    public String toString() {
      return "Entry[%s]".formatted(referenceId);
    }
  }

  /** The position of the page; pages count from 1. */
  record Pagination(int currentPage, int lastPage, int perPage, long total) {}
}
