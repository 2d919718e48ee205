package dev.otpauth.verification.web;

import dev.otpauth.verification.ConfirmOutcome;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The response body of a successful confirm. {@link #toString} omits the token.
 *
 * @param mobile masked
 * @param verificationToken null if signing is off
 */
record ConfirmationBody(
    UUID requestId,
    String status,
    @Nullable Instant verifiedAt,
    String purpose,
    String mobile,
    @Nullable String verificationToken) {

  static ConfirmationBody of(ConfirmOutcome.Verified verified) {
    var view = verified.verification();
    var token = verified.token();
    return new ConfirmationBody(
        view.requestId(),
        view.status().value(),
        view.verifiedAt(),
        view.purpose(),
        view.mobile().masked(),
        token == null ? null : token.value());
  }

  @Override
  public String toString() {
    return "ConfirmationBody[requestId=%s]".formatted(requestId);
  }
}
