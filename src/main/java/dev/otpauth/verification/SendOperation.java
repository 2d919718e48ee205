package dev.otpauth.verification;

import dev.otpauth.provider.Refused;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.throttle.ClientNetwork;
import dev.otpauth.throttle.Decision;
import dev.otpauth.throttle.LimitedBy;
import dev.otpauth.throttle.Send;
import dev.otpauth.throttle.Throttle.CountedSend;
import dev.otpauth.verification.OperationBegin.BeginResult.Begun;
import dev.otpauth.verification.RequestOutcome.Started;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The common part of request and resend: counting a send, and the rules of the second write. */
abstract sealed class SendOperation<C> implements OtpOperation<C, RequestOutcome, SendResult>
    permits RequestOperation, ResendOperation {

  private final EndRules rules;
  private final VerificationViews views;

  SendOperation(EndRules rules, VerificationViews views) {
    this.rules = rules;
    this.views = views;
  }

  /**
   * Counts a send against the limits, if they allow it.
   *
   * @param send null for a test number, which is limited by network alone
   * @param network null if unknown
   */
  static Decision countAgainstLimits(
      @Nullable Send send, @Nullable ClientNetwork network, OperationRows rows, Instant now) {
    if (send != null) {
      return rows.throttle().take(send, now);
    }
    return network == null
        ? Decision.Allowed.withoutLimits(now)
        : rows.throttle().take(network, now);
  }

  /** The send, marked as coming from a known network if its origin is known. */
  static @Nullable Send withKnownNetwork(@Nullable Send send, OperationRows rows) {
    return send != null && rows.knows(origin(send)) ? send.fromKnownNetwork() : send;
  }

  /** The origin of a send; empty for a test number or an unknown network. */
  static Optional<Origin> origin(@Nullable Send send) {
    return Optional.ofNullable(send).flatMap(Origin::of);
  }

  @Override
  public void onProviderResult(Verification held, SendResult result, Instant now) {
    rules.sent(held, result, now);
  }

  @Override
  public boolean endUsesLoadedRowsOnly(SendResult result) {
    return result instanceof SendResult.Accepted;
  }

  @Override
  public void addEndNeeds(OperationNeeds needs, Begun begun, SendResult result) {
    if (result instanceof SendResult.Accepted(var reference, _)) {
      needs.references.add(reference.value());
    }
    var send = begun.send();
    if (send == null) {
      return;
    }
    var takenAt = begun.held().inFlight().startedAt();
    needs.sends.add(CountedSend.of(send, takenAt));
    if (result instanceof Throttled) {
      needs.toldToWait = true;
    }
  }

  @Override
  public Verification end(
      Begun begun, SendResult result, Verification stored, OperationRows rows, Instant now) {
    var held = begun.held();
    var send = begun.send();
    if (send != null && givesSendBack(result)) {
      rows.throttle().giveBack(send, held.inFlight().startedAt());
    }
    if (result instanceof Throttled(var wait)) {
      rows.throttle().coolDown(held.sender(), held.phoneDigest(), wait, now);
    }
    return rules.send(held, stored, result, rows, now);
  }

  /**
   * Whether a result gives the send back to the limits: it was certainly not sent. Numbers that the
   * provider refuses stay counted, because repeating is useless and trying many such numbers is
   * probing.
   */
  private static boolean givesSendBack(SendResult result) {
    return switch (result) {
      case SendResult.Accepted _, Unknown _ -> false;
      case Throttled _, Unreachable _ -> true;
      case Refused(var cause) -> cause != Refused.Cause.DESTINATION;
    };
  }

  @Override
  public RequestOutcome outcome(
      Begun begun, SendResult result, Verification after, OperationRows rows, Instant now) {
    var id = begun.id();
    if (after.isCancelled()) {
      return Refusal.over(after).withWait(next(begun, after, rows, now), now);
    }
    return switch (result) {
      case SendResult.Accepted _, Unknown _ -> started(after, begun.next(), now);
      case Throttled(var wait) ->
          new Refusal.RateLimited(
              id, later(now.plus(wait), next(begun, after, rows, now)), now, LimitedBy.PROVIDER);
      case Unreachable unreachable -> Refusal.of(unreachable, id);
      case Refused refused -> Refusal.of(refused, id).withWait(next(begun, after, rows, now), now);
    };
  }

  private static Instant next(Begun begun, Verification after, OperationRows rows, Instant now) {
    var send = begun.send();
    return send == null ? rows.next(after, now) : rows.throttle().next(send, now);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /**
   * The outcome after a send. If a first send is still unsettled, the subscriber may hold the code,
   * so the verification is returned as {@code pending}. If a resend is, the caller has to wait,
   * because the earlier code may no longer be valid.
   */
  private RequestOutcome started(Verification after, Instant next, Instant now) {
    return after.isUnsettled() && after.inFlight().operation() == PendingOperation.Kind.RESEND
        ? Refusal.OutcomeUnknown.of(after.id())
        : new Started(views.of(after, next, now));
  }
}
