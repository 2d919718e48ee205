package dev.otpauth.provider;

import dev.otpauth.phone.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Selects references from the provider's history; null means no filter.
 *
 * @param page from 1
 * @param perPage 1 to 100
 */
public record HistoryQuery(
    int page,
    int perPage,
    @Nullable OtpStatus status,
    @Nullable PhoneNumber destination,
    @Nullable PhoneNumber sender) {

  public HistoryQuery {
    if (page < 1 || perPage < 1 || perPage > 100) {
      throw new IllegalArgumentException("page counts from 1, per_page is 1 to 100");
    }
  }
}
