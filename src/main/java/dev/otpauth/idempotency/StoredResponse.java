package dev.otpauth.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * A response as it went over the wire, to be given again. Prints without its body, which may hold a
 * token.
 *
 * @param retryAfter the header, in seconds, where there was one
 * @param body empty where there was none
 */
public record StoredResponse(
    int status, @Nullable Long retryAfter, String contentType, String body) {

  @Override
  public String toString() {
    return "StoredResponse[status=%s]".formatted(status);
  }
}
