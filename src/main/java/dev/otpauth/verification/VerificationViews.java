package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.throttle.Throttle;
import dev.otpauth.token.VerificationTokens;
import dev.otpauth.token.VerifiedPhone;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Creates {@link VerificationView}s, with the wait for the next send and the verification token.
 */
@Component
class VerificationViews {

  private final PhoneVault vault;
  private final Throttle throttle;
  private final KnownOrigins origins;
  private final VerificationTokens tokens;
  private final Clock clock;

  VerificationViews(
      PhoneVault vault,
      Throttle throttle,
      KnownOrigins origins,
      VerificationTokens tokens,
      Clock clock) {
    this.vault = vault;
    this.throttle = throttle;
    this.origins = origins;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** The view of a verification, with the present wait for the next send. */
  VerificationView of(Verification verification) {
    return of(verification, nextOf(verification), clock.instant());
  }

  private Instant nextOf(Verification verification) {
    return throttle.next(
        verification.callerId(),
        verification.sender(),
        verification.phoneDigest(),
        () -> origins.include(verification),
        clock.instant());
  }

  /** A refusal of a call on a verification that is over, with the wait for a new request. */
  Refusal over(Verification verification, Refusal.End end) {
    return withWait(new Refusal.Over(verification.id(), end), verification);
  }

  /** {@link Refusal#withWait} with the present wait of the verification's number. */
  Refusal withWait(Refusal refusal, Verification about) {
    return refusal.withWait(nextOf(about), clock.instant());
  }

  private static Duration untilThen(Instant next, Instant now) {
    return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
  }

  /**
   * The view of a verification.
   *
   * @param next when the next code may be sent
   */
  VerificationView of(Verification verification, Instant next, Instant now) {
    return new VerificationView(
        verification.id(),
        verification.status(),
        verification.failureReason(),
        mobileOf(verification),
        verification.purpose(),
        verification.status().isFinal()
            ? Duration.ZERO
            : Duration.between(now, verification.expiresAt()),
        verification.expiresAt(),
        untilThen(next, now),
        verification.failureReason() == FailureReason.ATTEMPTS_EXHAUSTED
            ? 0
            : verification.remainingAttempts(),
        verification.verifiedAt());
  }

  /** The outcome of a successful confirm, with a new token. */
  ConfirmOutcome.Verified verified(Verification verification, Instant now) {
    var view = of(verification, now, now);
    var proof =
        new VerifiedPhone(
            view.requestId(),
            verification.callerId(),
            view.mobile(),
            view.purpose(),
            Objects.requireNonNullElseGet(view.verifiedAt(), verification::provenAt),
            verification.provenAt());
    return new ConfirmOutcome.Verified(view, tokens.issue(proof).orElse(null));
  }

  /** {@link #verified(Verification, Instant)} as of now. */
  ConfirmOutcome.Verified verified(Verification verification) {
    return verified(verification, clock.instant());
  }

  PhoneNumber mobileOf(Verification verification) {
    return vault.open(verification.phone());
  }
}
