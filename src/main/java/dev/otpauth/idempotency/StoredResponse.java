package dev.otpauth.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP response that is stored for replay. {@link #toString} omits the body, which may contain a
 * token.
 *
 * @param retryAfter the {@code Retry-After} header in seconds; null if there was none
 * @param body empty if there was none
 */
public record StoredResponse(
    int status, @Nullable Long retryAfter, String contentType, String body) {

  @Override
  public String toString() {
    return "StoredResponse[status=%s]".formatted(status);
  }
}
