package dev.otpauth.verification;

import dev.otpauth.provider.Refused;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import dev.otpauth.throttle.LimitedBy;
import dev.otpauth.verification.ConfirmOutcome.WrongCode;
import dev.otpauth.verification.RequestOutcome.Started;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Writes down what the provider answered, and says what that comes to for the caller. The last step
 * of each flow of {@link OtpVerifications}.
 */
@Component
class Outcomes {

  private static final Logger log = LoggerFactory.getLogger(Outcomes.class);

  /** After which to ask again where the outcome is not known yet. */
  static final Duration SETTLING = Duration.ofSeconds(5);

  private final CallEndings endings;
  private final VerificationLedger ledger;
  private final Settlement settlement;
  private final Pacing pacing;
  private final VerificationViews views;
  private final Clock clock;

  Outcomes(
      CallEndings endings,
      VerificationLedger ledger,
      Settlement settlement,
      Pacing pacing,
      VerificationViews views,
      Clock clock) {
    this.endings = endings;
    this.ledger = ledger;
    this.settlement = settlement;
    this.pacing = pacing;
    this.views = views;
    this.clock = clock;
  }

  /** A send or resend was answered so. */
  RequestOutcome ofSend(
      Verification held, Turn turn, SendResult result, Claim<RequestOutcome> claim) {
    return result instanceof SendResult.Accepted accepted
        ? sentAtOnce(held, turn, accepted, claim).orElseGet(() -> ofSend(held, turn, result))
        : ofSend(held, turn, result);
  }

  /** The usual way, in one statement with the answer that is kept; empty where that did nothing. */
  private Optional<RequestOutcome> sentAtOnce(
      Verification held, Turn turn, SendResult.Accepted accepted, Claim<RequestOutcome> claim) {
    var now = clock.instant();
    var sent = held.copy();
    sent.recordSent(accepted.reference(), accepted.validity(), now);
    RequestOutcome outcome = new Started(views.of(sent, turn.next()));
    return atOnce(outcome, claim, kept -> endings.sent(held, sent, claim, kept, now));
  }

  /** What fails here is tried again step by step, which says what fails. */
  private static <O extends Outcome> Optional<O> atOnce(
      O outcome, Claim<O> claim, Predicate<@Nullable KeptAnswer> writing) {
    try {
      return writing.test(claim.kept(outcome).orElse(null))
          ? Optional.of(outcome)
          : Optional.empty();
    } catch (DataAccessException | TransactionException _) {
      return Optional.empty();
    }
  }

  private RequestOutcome ofSend(Verification held, Turn turn, SendResult result) {
    var verification =
        recorded(
            held,
            () ->
                result instanceof Unknown unknown
                    ? settlement.settle(held, unknown)
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

  /** A verify was answered so. */
  ConfirmOutcome ofVerify(Verification held, VerifyResult result, Claim<ConfirmOutcome> claim) {
    return result instanceof VerifyResult.Matched matched
        ? verifiedAtOnce(held, matched, claim).orElseGet(() -> ofVerify(held, result))
        : ofVerify(held, result);
  }

  private Optional<ConfirmOutcome> verifiedAtOnce(
      Verification held, VerifyResult.Matched matched, Claim<ConfirmOutcome> claim) {
    var now = clock.instant();
    var verified = held.copy();
    verified.recordMatch(held.inFlight().operationId(), matched.verifiedAt(), now);
    ConfirmOutcome outcome = views.verified(verified);
    return atOnce(outcome, claim, kept -> endings.verified(held, verified, claim, kept, now));
  }

  private ConfirmOutcome ofVerify(Verification held, VerifyResult result) {
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
              ? new Refusal.Over(id, Refusal.End.ATTEMPTS_EXHAUSTED)
              : new WrongCode(id, verification.remainingAttempts());
      case VerifyResult.Expired _ -> new Refusal.Over(id, Refusal.End.EXPIRED);
      case VerifyResult.Exhausted _ -> new Refusal.Over(id, Refusal.End.ATTEMPTS_EXHAUSTED);
      case Throttled throttled -> Refusal.of(throttled, id);
      case Unreachable unreachable -> Refusal.of(unreachable, id);
      case Refused refused -> Refusal.of(refused, id);
      case Unknown _ -> new Refusal.OutcomeUnknown(id, SETTLING);
    };
  }

  /** Nothing was begun: why. */
  Refusal ofNone(Reservation reservation, UUID requestId) {
    return switch (reservation) {
      case Reservation.Held _, Reservation.Busy _ -> new Refusal.InProgress(requestId);
      case Reservation.Repeated() -> new Refusal.InProgress(null);
      case Reservation.Unbound() -> new Refusal.BindingMismatch(requestId);
      case Reservation.Unsettled _ -> new Refusal.OutcomeUnknown(requestId, SETTLING);
      case Reservation.Erased() -> new Refusal.NotFound();
      case Reservation.Resting(var until) ->
          new Refusal.Resting(requestId, Duration.between(clock.instant(), until));
      case Reservation.Over(var verification) -> Refusal.over(verification);
    };
  }
}
