package dev.otpauth.verification;

import dev.otpauth.phone.PhoneNumber;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import dev.otpauth.verification.ConfirmOutcome.Verified;
import dev.otpauth.verification.ConfirmOutcome.WrongCode;
import dev.otpauth.verification.RequestOutcome.Started;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
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
  private final VerificationProperties properties;
  private final Clock clock;

  OtpVerifications(
      VerificationLedger ledger,
      Settlement settlement,
      CodeCheck check,
      OtpProvider provider,
      Pacing pacing,
      VerificationViews views,
      VerificationProperties properties,
      Clock clock) {
    this.ledger = ledger;
    this.settlement = settlement;
    this.check = check;
    this.provider = provider;
    this.pacing = pacing;
    this.views = views;
    this.properties = properties;
    this.clock = clock;
  }

  /** Sends a code to a number. */
  public RequestOutcome request(RequestOtp request) {
    if (!properties.allowedCountries().contains(request.mobile().region())) {
      return new Refusal.DestinationBlocked();
    }
    var sender = sender(request.sender());
    if (sender.isEmpty()) {
      return new Refusal.UnknownSender();
    }
    var wait = pacing.remaining(sender.get(), request.mobile());
    if (wait.isPresent()) {
      return new Refusal.RateLimited(null, wait.get(), LimitedBy.PROVIDER);
    }
    var opened = ledger.open(request, sender.get(), clock.instant());
    return sent(opened, provider.send(request.mobile(), sender.get()));
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
    var requestId = resend.requestId();
    var found = ledger.find(requestId, resend.callerId());
    if (found.isEmpty()) {
      return new Refusal.NotFound();
    }
    if (found.get().status().isFinal()) {
      return Refusal.over(found.get());
    }
    var wait = pacing.remaining(found.get());
    if (wait.isPresent()) {
      return new Refusal.RateLimited(requestId, wait.get(), LimitedBy.PROVIDER);
    }
    var reservation = ledger.reserveResend(requestId, resend.key(), clock.instant());
    if (reservation instanceof Reservation.Unsettled) {
      settlement.settle(requestId);
      reservation = ledger.reserveResend(requestId, resend.key(), clock.instant());
    }
    return switch (reservation) {
      case Reservation.Held(var held) -> sent(held, provider.resend(held.reference()));
      case Reservation.Busy _ -> new Refusal.InProgress(requestId);
      case Reservation.Unsettled _ -> new Refusal.OutcomeUnknown(requestId, SETTLING);
      case Reservation.Over(var verification) -> Refusal.over(verification);
    };
  }

  private RequestOutcome sent(Verification held, SendResult result) {
    var verification =
        recorded(
            held,
            () ->
                result instanceof Unknown
                    ? settlement.settleUnanswered(held)
                    : ledger.recordSend(held, result, clock.instant()));
    return switch (result) {
      case SendResult.Accepted _, Unknown _ -> started(verification);
      case Throttled(var wait) ->
          new Refusal.RateLimited(held.id(), pacing.remember(held, wait), LimitedBy.PROVIDER);
      case Unreachable unreachable -> Refusal.of(unreachable, held.id());
      case Refused refused -> Refusal.of(refused, held.id());
    };
  }

  /** Where the books cannot be written now, the operation stays unsettled and is settled later. */
  private static Verification recorded(Verification held, Supplier<Verification> writing) {
    try {
      return writing.get();
    } catch (DataAccessException | TransactionException e) {
      log.atError()
          .addKeyValue("request_id", held.id())
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("An outcome could not be written down");
      return held;
    }
  }

  /**
   * Where a first send is still to be settled, the subscriber may well hold the code and is asked
   * for it. Where a resend is, the caller waits: the code before it may be dead.
   */
  private RequestOutcome started(Verification verification) {
    return verification.isUnsettled() && verification.inFlight().operation() == Operation.RESEND
        ? new Refusal.OutcomeUnknown(verification.id(), SETTLING)
        : new Started(views.of(verification));
  }

  /** Checks a code. */
  public ConfirmOutcome confirm(ConfirmOtp confirm) {
    var requestId = confirm.requestId();
    var found = ledger.find(requestId, confirm.callerId());
    if (found.isEmpty()) {
      return new Refusal.NotFound();
    }
    if (!isBoundTo(found.get(), confirm)) {
      return new Refusal.BindingMismatch(requestId);
    }
    var reservation = ledger.reserveAttempt(requestId, confirm.key(), clock.instant());
    if (reservation instanceof Reservation.Unsettled) {
      settlement.settle(requestId);
      reservation = ledger.reserveAttempt(requestId, confirm.key(), clock.instant());
    }
    return switch (reservation) {
      case Reservation.Held(var held) -> confirmed(held, check.verify(held, confirm.code()));
      case Reservation.Busy _ -> new Refusal.InProgress(requestId);
      case Reservation.Unsettled _ -> new Refusal.OutcomeUnknown(requestId, SETTLING);
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
    var verification = recorded(held, () -> ledger.recordVerify(held, result, clock.instant()));
    if (verification.isInFlight(held.inFlight().operationId())) {
      return new Refusal.OutcomeUnknown(id, SETTLING);
    }
    return switch (result) {
      case VerifyResult.Matched _ -> new Verified(views.of(verification));
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
