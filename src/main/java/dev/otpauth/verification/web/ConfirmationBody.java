package dev.otpauth.verification.web;

import dev.otpauth.verification.ConfirmOutcome;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A successful confirm on the wire. Prints without the token.
 *
 * @param mobile masked
 * @param verificationToken absent where signing is off
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
        view.status().word(),
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
