package dev.otpauth.verification;

import dev.otpauth.throttle.Guesses;
import dev.otpauth.verification.Reservation.Held;
import dev.otpauth.verification.Reservation.Unsettled;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reserves attempts at codes, and finds out why one could not be reserved. */
@Component
class Attempts {

  private final AttemptReservations reservations;
  private final VerificationLedger ledger;
  private final IdempotentCalls keys;
  private final Settlement settlement;
  private final Guesses guesses;
  private final VerificationViews views;
  private final Clock clock;

  Attempts(
      AttemptReservations reservations,
      VerificationLedger ledger,
      IdempotentCalls keys,
      Settlement settlement,
      Guesses guesses,
      VerificationViews views,
      Clock clock) {
    this.reservations = reservations;
    this.ledger = ledger;
    this.keys = keys;
    this.settlement = settlement;
    this.guesses = guesses;
    this.views = views;
    this.clock = clock;
  }

  /** Reserves one. What is unsettled is settled first. */
  Attempt reserve(ConfirmOtp confirm) {
    var attempt = tried(confirm);
    if (!(attempt.reservation() instanceof Unsettled)) {
      return attempt;
    }
    settlement.settle(confirm.requestId());
    return tried(confirm);
  }

  private Attempt tried(ConfirmOtp confirm) {
    var now = clock.instant();
    return reservations
        .reserve(confirm, now)
        .map(held -> new Attempt(held, new Held(held)))
        .orElseGet(() -> notReserved(confirm, now));
  }

  private Attempt notReserved(ConfirmOtp confirm, Instant now) {
    if (isRepeat(confirm.claim())) {
      return new Attempt(null, new Reservation.Repeated());
    }
    return ledger
        .find(confirm.requestId(), confirm.callerId())
        .map(found -> new Attempt(found, whyNot(found, confirm, now)))
        .orElseGet(() -> new Attempt(null, new Reservation.Erased()));
  }

  private boolean isRepeat(Claim<?> claim) {
    var key = claim.key();
    if (key != null && claim.state() == Claim.State.OPEN && keys.isTaken(key)) {
      claim.becomes(Claim.State.REFUSED);
    }
    return claim.isRefused();
  }

  private Reservation whyNot(Verification found, ConfirmOtp confirm, Instant now) {
    if (!isBoundTo(found, confirm)) {
      return new Reservation.Unbound();
    }
    if (found.isUnsettled() || found.isOver()) {
      return Reservation.whyNot(found, now);
    }
    return guesses
        .restsUntil(found.phoneDigest())
        .filter(it -> it.isAfter(now))
        .<Reservation>map(Reservation.Resting::new)
        .orElseGet(() -> Reservation.whyNot(found, now));
  }

  private boolean isBoundTo(Verification verification, ConfirmOtp confirm) {
    var purpose = confirm.purpose();
    var mobile = confirm.mobile();
    return (purpose == null || purpose.equals(verification.purpose()))
        && (mobile == null || mobile.equals(views.mobileOf(verification)));
  }

  /**
   * What came of the wish for one.
   *
   * @param about the caller's verification; absent where there is none, or it was not looked for
   */
  record Attempt(@Nullable Verification about, Reservation reservation) {}
}
