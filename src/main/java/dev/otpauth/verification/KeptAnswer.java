package dev.otpauth.verification;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it went over the wire, to be given again. Prints without its body, which may hold a
 * token.
 *
 * @param requestId the verification it is about, where it names one
 * @param retryAfter the header, in seconds, where there was one
 */
public record KeptAnswer(
    @Nullable UUID requestId,
    int status,
    @Nullable Long retryAfter,
    String contentType,
    String body) {

  @Override
  public String toString() {
    return "KeptAnswer[status=%s]".formatted(status);
  }
}
