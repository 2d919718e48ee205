package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import dev.otpauth.throttle.LimitedBy;
import dev.otpauth.verification.CallAnswered.Call;
import dev.otpauth.verification.ConfirmOutcome.WrongCode;
import dev.otpauth.verification.RequestOutcome.Started;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/**
 * Phone verification, for callers: request, resend, confirm. Each writes down what it is about to
 * do, asks the provider, and writes down what became of it.
 */
@Service
public class OtpVerifications {

  private static final Logger log = LoggerFactory.getLogger(OtpVerifications.class);
  static final Duration SETTLING = Duration.ofSeconds(5);

  private final VerificationLedger ledger;
  private final Settlement settlement;
  private final CodeCheck check;
  private final OtpProvider provider;
  private final Pacing pacing;
  private final VerificationViews views;
  private final Destinations destinations;
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
      AnsweredCalls answered,
      Clock clock) {
    this.ledger = ledger;
    this.settlement = settlement;
    this.check = check;
    this.provider = provider;
    this.pacing = pacing;
    this.views = views;
    this.destinations = destinations;
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
    return sent(opened, turn, provider.send(request.mobile(), sender.get()));
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
          : new Refusal.OutcomeUnknown(requestId, SETTLING);
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
      return sent(held, turn, provider.resend(held.reference()));
    }
    pacing.giveBack(turn);
    return refusal(reservation, requestId);
  }

  private RequestOutcome sent(Verification held, Turn turn, SendResult result) {
    var verification =
        recorded(
            held,
            () ->
                result instanceof Unknown
                    ? settlement.settleUnanswered(held)
                    : ledger.recordSend(held, result, clock.instant()));
    if (mayBeAskedAgain(result)) {
      pacing.giveBack(turn);
    }
    if (verification.isEmpty()) {
      return new Refusal.NotFound();
    }
    return switch (result) {
      case SendResult.Accepted _, Unknown _ -> started(verification.get(), turn);
      case Throttled(var wait) ->
          new Refusal.RateLimited(held.id(), pacing.remember(held, wait), LimitedBy.PROVIDER);
      case Unreachable unreachable -> Refusal.of(unreachable, held.id());
      case Refused refused -> Refusal.of(refused, held.id());
    };
  }

  /**
   * What was certainly not sent costs no turn, save to a number that the provider does not send to:
   * asking again is no use, and many such numbers are a search.
   */
  private static boolean mayBeAskedAgain(SendResult result) {
    return switch (result) {
      case SendResult.Accepted _, Unknown _ -> false;
      case Throttled _, Unreachable _ -> true;
      case Refused(var cause) -> cause != Refused.Cause.DESTINATION;
    };
  }

  /**
   * Where the books cannot be written now, the operation stays unsettled and is settled later.
   *
   * @return empty where it was erased while the provider was asked: there is nothing left to tell
   *     of, and nothing about the number is written down again
   */
  private static Optional<Verification> recorded(
      Verification held, Supplier<Optional<Verification>> writing) {
    try {
      return writing.get();
    } catch (DataAccessException | TransactionException e) {
      log.atError()
          .addKeyValue("request_id", held.id())
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("An outcome could not be written down");
      return Optional.of(held);
    }
  }

  /**
   * Where a first send is still to be settled, the subscriber may well hold the code and is asked
   * for it. Where a resend is, the caller waits: the code before it may be dead.
   */
  private RequestOutcome started(Verification verification, Turn turn) {
    return verification.isUnsettled() && verification.inFlight().operation() == Operation.RESEND
        ? new Refusal.OutcomeUnknown(verification.id(), SETTLING)
        : new Started(views.of(verification, turn.next()));
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
        ? confirmed(held, check.verify(held, confirm.code()))
        : refusal(reservation, requestId);
  }

  private Refusal refusal(Reservation reservation, UUID requestId) {
    return switch (reservation) {
      case Reservation.Held _, Reservation.Busy _ -> new Refusal.InProgress(requestId);
      case Reservation.Unsettled _ -> new Refusal.OutcomeUnknown(requestId, SETTLING);
      case Reservation.Erased() -> new Refusal.NotFound();
      case Reservation.Resting(var until) ->
          new Refusal.RateLimited(
              requestId, Duration.between(clock.instant(), until), LimitedBy.PHONE);
      case Reservation.Over(var verification) -> Refusal.over(verification);
    };
  }

  private boolean isBoundTo(Verification verification, ConfirmOtp confirm) {
    var purpose = confirm.purpose();
    var mobile = confirm.mobile();
    return (purpose == null || purpose.equals(verification.purpose()))
        && (mobile == null || mobile.equals(views.mobileOf(verification)));
  }

  private ConfirmOutcome confirmed(Verification held, VerifyResult result) {
    var id = held.id();
    var recorded = recorded(held, () -> ledger.recordVerify(held, result, clock.instant()));
    if (recorded.isEmpty()) {
      return new Refusal.NotFound();
    }
    var verification = recorded.get();
    if (verification.isInFlight(held.inFlight().operationId())) {
      return new Refusal.OutcomeUnknown(id, SETTLING);
    }
    return switch (result) {
      case VerifyResult.Matched _ -> views.verified(verification);
      case VerifyResult.Mismatched _ ->
          verification.remainingAttempts() == 0
              ? new Refusal.AttemptsExhausted(id)
              : new WrongCode(id, verification.remainingAttempts());
      case VerifyResult.Expired _ -> new Refusal.Expired(id);
      case VerifyResult.Exhausted _ -> new Refusal.AttemptsExhausted(id);
      case Throttled throttled -> Refusal.of(throttled, id);
      case Unreachable unreachable -> Refusal.of(unreachable, id);
      case Refused refused -> Refusal.of(refused, id);
      case Unknown _ -> new Refusal.OutcomeUnknown(id, SETTLING);
    };
  }
}
