package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.verification.CallAnswered.Call;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Phone verification, for callers: request, resend, confirm. Each writes down what it is about to
 * do, asks the provider, and writes down what became of it.
 */
@Service
public class OtpVerifications {

  private final VerificationLedger ledger;
  private final Settlement settlement;
  private final CodeCheck check;
  private final OtpProvider provider;
  private final Pacing pacing;
  private final VerificationViews views;
  private final Destinations destinations;
  private final Outcomes outcomes;
  private final AnsweredCalls answered;
  private final Clock clock;

  OtpVerifications(
      VerificationLedger ledger,
      Settlement settlement,
      CodeCheck check,
      OtpProvider provider,
      Pacing pacing,
      VerificationViews views,
      Destinations destinations,
      Outcomes outcomes,
      AnsweredCalls answered,
      Clock clock) {
    this.ledger = ledger;
    this.settlement = settlement;
    this.check = check;
    this.provider = provider;
    this.pacing = pacing;
    this.views = views;
    this.destinations = destinations;
    this.outcomes = outcomes;
    this.answered = answered;
    this.clock = clock;
  }

  /** Sends a code to a number. */
  public RequestOutcome request(RequestOtp request) {
    return answered.told(request, clock.instant(), requested(request));
  }

  private RequestOutcome requested(RequestOtp request) {
    if (!destinations.allow(request.mobile())) {
      return new Refusal.DestinationBlocked();
    }
    var sender = sender(request.sender());
    if (sender.isEmpty()) {
      return new Refusal.UnknownSender();
    }
    var turn = pacing.take(request, sender.get());
    if (turn.refusal() != null) {
      return turn.refusal();
    }
    var opened = ledger.open(request, sender.get(), clock.instant());
    return outcomes.ofSend(opened, turn, provider.send(request.mobile(), sender.get()));
  }

  private Optional<PhoneNumber> sender(@Nullable PhoneNumber wanted) {
    var senders = provider.senders();
    if (wanted == null) {
      return Optional.of(senders.getFirst());
    }
    return senders.contains(wanted) ? Optional.of(wanted) : Optional.empty();
  }

  /** Sends another code in place of the one before, which is invalid from then on. */
  public RequestOutcome resend(ResendOtp resend) {
    var begun = clock.instant();
    var found = ledger.find(resend.requestId(), resend.callerId()).orElse(null);
    return answered.told(
        resend.callerId(),
        Call.RESEND,
        found,
        begun,
        found == null ? new Refusal.NotFound() : resent(resend, found));
  }

  private RequestOutcome resent(ResendOtp resend, Verification seen) {
    var requestId = seen.id();
    var settled =
        seen.isUnsettled()
            ? settlement.settle(requestId).or(() -> ledger.find(requestId))
            : Optional.of(seen);
    if (settled.isEmpty()) {
      return new Refusal.NotFound();
    }
    var current = settled.get();
    if (current.isUnsettled()) {
      return current.isLeased(clock.instant())
          ? new Refusal.InProgress(requestId)
          : new Refusal.OutcomeUnknown(requestId, Outcomes.SETTLING);
    }
    if (current.status().isFinal()) {
      return Refusal.over(current);
    }
    var turn = pacing.take(resend, current);
    if (turn.refusal() != null) {
      return turn.refusal();
    }
    var reservation = ledger.reserveResend(requestId, resend.key(), clock.instant());
    if (reservation instanceof Reservation.Held(var held)) {
      return outcomes.ofSend(held, turn, provider.resend(held.reference()));
    }
    pacing.giveBack(turn);
    return outcomes.ofNone(reservation, requestId);
  }

  /** Checks a code. */
  public ConfirmOutcome confirm(ConfirmOtp confirm) {
    var begun = clock.instant();
    var found = ledger.find(confirm.requestId(), confirm.callerId()).orElse(null);
    return answered.told(
        confirm.callerId(),
        Call.CONFIRM,
        found,
        begun,
        found == null ? new Refusal.NotFound() : checked(confirm, found));
  }

  private ConfirmOutcome checked(ConfirmOtp confirm, Verification seen) {
    var requestId = seen.id();
    if (!isBoundTo(seen, confirm)) {
      return new Refusal.BindingMismatch(requestId);
    }
    var reservation = ledger.reserveAttempt(requestId, confirm.key(), clock.instant());
    if (reservation instanceof Reservation.Unsettled) {
      settlement.settle(requestId);
      reservation = ledger.reserveAttempt(requestId, confirm.key(), clock.instant());
    }
    return reservation instanceof Reservation.Held(var held)
        ? outcomes.ofVerify(held, check.verify(held, confirm.code()))
        : outcomes.ofNone(reservation, requestId);
  }

  private boolean isBoundTo(Verification verification, ConfirmOtp confirm) {
    var purpose = confirm.purpose();
    var mobile = confirm.mobile();
    return (purpose == null || purpose.equals(verification.purpose()))
        && (mobile == null || mobile.equals(views.mobileOf(verification)));
  }
}
