package dev.otpauth.verification.web;

import dev.otpauth.verification.VerificationView;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A successful confirm on the wire.
 *
 * @param mobile masked
 */
record ConfirmationBody(
    UUID requestId, String status, @Nullable Instant verifiedAt, String purpose, String mobile) {

  static ConfirmationBody of(VerificationView view) {
    return new ConfirmationBody(
        view.requestId(),
        view.status().word(),
        view.verifiedAt(),
        view.purpose(),
        view.mobile().masked());
  }
}
