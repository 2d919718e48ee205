package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.verification.CallAnswered.Call;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Phone verification, for callers: request, resend, confirm. Each writes down what it is about to
 * do, asks the provider, and writes down what became of it.
 */
@Service
public class OtpVerifications {

  private final Openings openings;
  private final VerificationLedger ledger;
  private final Settlement settlement;
  private final Attempts attempts;
  private final CodeCheck check;
  private final OtpProvider provider;
  private final Pacing pacing;
  private final Destinations destinations;
  private final Outcomes outcomes;
  private final AnsweredCalls answered;
  private final VerificationViews views;
  private final Clock clock;

  OtpVerifications(
      Openings openings,
      VerificationLedger ledger,
      Settlement settlement,
      Attempts attempts,
      CodeCheck check,
      OtpProvider provider,
      Pacing pacing,
      Destinations destinations,
      Outcomes outcomes,
      AnsweredCalls answered,
      VerificationViews views,
      Clock clock) {
    this.openings = openings;
    this.ledger = ledger;
    this.settlement = settlement;
    this.attempts = attempts;
    this.check = check;
    this.provider = provider;
    this.pacing = pacing;
    this.destinations = destinations;
    this.outcomes = outcomes;
    this.answered = answered;
    this.views = views;
    this.clock = clock;
  }

  /** Sends a code to a number. */
  public RequestOutcome request(RequestOtp request) {
    var begun = clock.instant();
    var outcome = requested(request, begun);
    // The outcome of a repeat is its first call's, and told of once.
    return request.claim().isRefused() ? outcome : answered.told(request, begun, outcome);
  }

  private RequestOutcome requested(RequestOtp request, Instant now) {
    if (!destinations.allow(request.mobile())) {
      return new Refusal.DestinationBlocked();
    }
    var sender = sender(request.sender()).orElse(null);
    if (sender == null) {
      return new Refusal.UnknownSender();
    }
    var send = pacing.sendOf(request, sender).orElse(null);
    return switch (openings.open(request, sender, send, now)) {
      case Opening.Opened(var held, var next) ->
          outcomes.ofSend(
              held,
              new Turn(null, send, now, next),
              provider.send(request.mobile(), sender),
              request.claim());
      case Opening.Limited(var decision) -> pacing.refusal(decision, send, null, now);
      case Opening.Repeated() -> new Refusal.InProgress(null);
    };
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
    var outcome =
        found == null ? new Refusal.NotFound() : views.withWait(resent(resend, found), found);
    var entry = resend.claim().entry();
    return answered.told(resend.callerId(), Call.RESEND, found, begun, entry, outcome);
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
    var reservation = ledger.reserveResend(requestId, resend.claim().key(), clock.instant());
    if (reservation instanceof Reservation.Held(var held)) {
      var sent = provider.resend(held.reference(), views.mobileOf(held));
      return outcomes.ofSend(held, turn, sent, resend.claim());
    }
    pacing.giveBack(turn);
    return outcomes.ofNone(reservation, requestId);
  }

  /** Checks a code. */
  public ConfirmOutcome confirm(ConfirmOtp confirm) {
    var begun = clock.instant();
    var attempt = attempts.reserve(confirm);
    var outcome =
        attempt.reservation() instanceof Reservation.Held(var held)
            ? outcomes.ofVerify(held, check.verify(held, confirm.code()), confirm.claim())
            : outcomes.ofNone(attempt.reservation(), confirm.requestId());
    var about = attempt.about();
    var told = about == null ? outcome : views.withWait(outcome, about);
    var claim = confirm.claim();
    return claim.isRefused()
        ? told
        : answered.told(confirm.callerId(), Call.CONFIRM, about, begun, claim.entry(), told);
  }
}
