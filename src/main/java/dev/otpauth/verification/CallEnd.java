package dev.otpauth.verification;

import dev.otpauth.provider.Refused;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import dev.otpauth.throttle.LimitedBy;
import dev.otpauth.throttle.Throttle.Taking;
import dev.otpauth.verification.BeginResult.Begun;
import dev.otpauth.verification.ConfirmOutcome.WrongCode;
import dev.otpauth.verification.RequestOutcome.Started;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * What a call comes to whose operation has ended: what it changes beside its verification, and its
 * outcome.
 *
 * @param <O> how the call may end
 */
sealed interface CallEnd<O extends Outcome> {

  Begun begun();

  CallContext<O> context();

  /** Ends it in the rows, where its verification is still there; says how that is from now on. */
  Verification apply(Verification stored, EndRules rules, OperationRows rows, Instant now);

  /**
   * The outcome.
   *
   * @param after the verification from now on
   */
  O outcome(Verification after, VerificationViews views, OperationRows rows, Instant now);

  /** Whether it changes nothing but rows that its begin has loaded. */
  boolean isOfItsOwnRows();

  /** Adds the rows it works on. */
  void addTo(OperationNeeds needs);

  /** Its verification's id. */
  default UUID id() {
    return begun().held().id();
  }

  /** Of a request or a resend. */
  record Send(CallContext<RequestOutcome> context, Begun begun, SendResult result)
      implements CallEnd<RequestOutcome> {

    @Override
    public Verification apply(
        Verification stored, EndRules rules, OperationRows rows, Instant now) {
      var held = begun.held();
      var send = begun.send();
      if (send != null && mayBeAskedAgain()) {
        rows.throttle().giveBack(send, held.inFlight().startedAt());
      }
      if (result instanceof Throttled(var wait)) {
        rows.throttle().coolDown(held.sender(), held.phoneDigest(), wait, now);
      }
      return rules.send(held, stored, result, rows, now);
    }

    /**
     * What was certainly not sent costs no turn, save to a number that the provider does not send
     * to: asking again is no use, and many such numbers are a search.
     */
    private boolean mayBeAskedAgain() {
      return switch (result) {
        case SendResult.Accepted _, Unknown _ -> false;
        case Throttled _, Unreachable _ -> true;
        case Refused(var cause) -> cause != Refused.Cause.DESTINATION;
      };
    }

    @Override
    public RequestOutcome outcome(
        Verification after, VerificationViews views, OperationRows rows, Instant now) {
      return switch (result) {
        case SendResult.Accepted _, Unknown _ -> started(after, views, now);
        case Throttled(var wait) ->
            new Refusal.RateLimited(
                id(), longest(wait, rows.next(after, now), now), LimitedBy.PROVIDER);
        case Unreachable unreachable -> Refusal.of(unreachable, id());
        case Refused refused -> Refusal.of(refused, id()).withWait(rows.next(after, now), now);
      };
    }

    private static Duration longest(Duration wait, Instant next, Instant now) {
      var untilNext = Duration.between(now, next);
      return untilNext.compareTo(wait) > 0 ? untilNext : wait;
    }

    /**
     * Where a first send is still to be settled, the subscriber may well hold the code and is asked
     * for it. Where a resend is, the caller waits: the code before it may be dead.
     */
    private RequestOutcome started(Verification after, VerificationViews views, Instant now) {
      return after.isUnsettled() && after.inFlight().operation() == Operation.RESEND
          ? Refusal.OutcomeUnknown.of(id())
          : new Started(views.of(after, begun.next(), now));
    }

    @Override
    public boolean isOfItsOwnRows() {
      return switch (result) {
        case SendResult.Accepted _ -> true;
        case Unknown _, Throttled _, Unreachable _, Refused _ -> false;
      };
    }

    @Override
    public void addTo(OperationNeeds needs) {
      needs.verifications.add(id());
      needs.keyOf(context);
      if (result instanceof SendResult.Accepted(var reference, _)) {
        needs.references.add(reference.value());
      }
      var send = begun.send();
      if (send == null) {
        return;
      }
      var takenAt = begun.held().inFlight().startedAt();
      needs.sends.add(new Taking(send.callerId(), send.address(), takenAt));
      if (result instanceof Throttled) {
        needs.toldToWait.add(send);
      }
    }
  }

  /** Of a confirm. */
  record Verify(CallContext<ConfirmOutcome> context, Begun begun, VerifyResult result)
      implements CallEnd<ConfirmOutcome> {

    @Override
    public Verification apply(
        Verification stored, EndRules rules, OperationRows rows, Instant now) {
      return rules.verify(begun.held(), stored, result, rows, now);
    }

    @Override
    public ConfirmOutcome outcome(
        Verification after, VerificationViews views, OperationRows rows, Instant now) {
      if (after.isInFlight(begun.operation())) {
        return Refusal.OutcomeUnknown.of(id());
      }
      return switch (result) {
        case VerifyResult.Matched _ -> views.verified(after, now);
        case VerifyResult.Mismatched _ ->
            after.remainingAttempts() == 0
                ? over(Refusal.End.ATTEMPTS_EXHAUSTED, now)
                : new WrongCode(id(), after.remainingAttempts());
        case VerifyResult.Expired _ -> over(Refusal.End.EXPIRED, now);
        case VerifyResult.Exhausted _ -> over(Refusal.End.ATTEMPTS_EXHAUSTED, now);
        case Throttled throttled -> Refusal.of(throttled, id());
        case Unreachable unreachable -> Refusal.of(unreachable, id());
        case Refused refused -> Refusal.of(refused, id()).withWait(begun.next(), now);
        case Unknown _ -> Refusal.OutcomeUnknown.of(id());
      };
    }

    private Refusal over(Refusal.End end, Instant now) {
      return new Refusal.Over(id(), end).withWait(begun.next(), now);
    }

    @Override
    public boolean isOfItsOwnRows() {
      return true;
    }

    @Override
    public void addTo(OperationNeeds needs) {
      needs.verifications.add(id());
      needs.keyOf(context);
    }
  }
}
