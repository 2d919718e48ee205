package dev.otpauth.verification.web;

import dev.otpauth.problem.WholeSeconds;
import dev.otpauth.verification.VerificationView;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verification on the wire. Durations are whole seconds, rounded up.
 *
 * @param mobile masked
 */
record VerificationBody(
    UUID requestId,
    String status,
    @Nullable String failureReason,
    String mobile,
    String purpose,
    long expiresIn,
    Instant expiresAt,
    long resendIn,
    int remainingAttempts,
    @Nullable Instant verifiedAt) {

  static VerificationBody of(VerificationView view) {
    var reason = view.failureReason();
    return new VerificationBody(
        view.requestId(),
        view.status().value(),
        reason == null ? null : reason.value(),
        view.mobile().masked(),
        view.purpose(),
        WholeSeconds.of(view.expiresIn()),
        view.expiresAt(),
        WholeSeconds.of(view.resendIn()),
        view.remainingAttempts(),
        view.verifiedAt());
  }
}
