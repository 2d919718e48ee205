package dev.otpauth.verification;

import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.phone.PhoneVault;
import dev.otpauth.provider.Refused;
import dev.otpauth.provider.Throttled;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.provider.VerifyResult;
import dev.otpauth.verification.CallCompleted.Call;
import dev.otpauth.verification.ConfirmOutcome.WrongCode;
import dev.otpauth.verification.OperationBegin.BeginResult.Begun;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The confirm call: has the provider check a code against a verification. */
@Component
final class ConfirmOperation
    implements OtpOperation<ConfirmOperation.Prepared, ConfirmOutcome, VerifyResult> {

  private final PhoneVault vault;
  private final Destinations destinations;
  private final EndRules rules;
  private final VerificationViews views;

  ConfirmOperation(
      PhoneVault vault, Destinations destinations, EndRules rules, VerificationViews views) {
    this.vault = vault;
    this.destinations = destinations;
    this.rules = rules;
    this.views = views;
  }

  /** Computes the digest of the number, once for all attempts to begin. */
  Prepared prepare(ConfirmOtp confirm) {
    var mobile = confirm.mobile();
    return new Prepared(confirm, mobile == null ? null : vault.digest(mobile));
  }

  @Override
  public Call call() {
    return Call.CONFIRM;
  }

  @Override
  public void addNeeds(
      OperationNeeds needs, Prepared confirm, CallContext<ConfirmOutcome> context) {
    needs.verifications.add(confirm.command().requestId());
  }

  @Override
  public BeginDecision begin(
      Prepared confirm, CallContext<ConfirmOutcome> context, OperationRows rows, Instant now) {
    var found = rows.find(confirm.command().requestId(), context.callerId());
    if (found == null) {
      return new BeginDecision.Refused(new Refusal.NotFound(), null);
    }
    if (!confirm.isBoundTo(found)) {
      return new BeginDecision.Refused(new Refusal.BindingMismatch(found.id()), found);
    }
    return OtpOperation.obstacle(found, context, rows, now)
        .orElseGet(() -> reserveAttempt(found, rows, now));
  }

  private BeginDecision reserveAttempt(Verification found, OperationRows rows, Instant now) {
    if (!destinations.isTest(found)) {
      var phone = found.phoneDigest();
      var origin = Origin.of(found);
      var rest = rows.throttle().rest(phone, rows.knows(origin), now);
      if (rest.isPresent()) {
        return OtpOperation.refused(rest.get(), origin, found, rows, now);
      }
      rows.throttle().guessed(phone, now);
    }
    var tried = rows.change(found, it -> it.beginVerify(UUID.randomUUID(), now));
    return new BeginDecision.Allowed(tried, null, rows.next(tried, now));
  }

  @Override
  public VerifyResult callProvider(ProviderGateway provider, Prepared confirm, Verification held) {
    return provider.verify(held, confirm.command().code());
  }

  @Override
  public boolean endUsesLoadedRowsOnly(VerifyResult result) {
    return true;
  }

  @Override
  public void addEndNeeds(OperationNeeds needs, Begun begun, VerifyResult result) {
    // the verification alone, which is always loaded
  }

  @Override
  public Verification end(
      Begun begun, VerifyResult result, Verification stored, OperationRows rows, Instant now) {
    return rules.verify(begun.held(), stored, result, rows, now);
  }

  @Override
  public ConfirmOutcome outcome(
      Begun begun, VerifyResult result, Verification after, OperationRows rows, Instant now) {
    var id = begun.id();
    if (after.isCancelled()) {
      return Refusal.over(after).withWait(begun.next(), now);
    }
    if (after.isInFlight(begun.operation())) {
      return Refusal.OutcomeUnknown.of(id);
    }
    return switch (result) {
      case VerifyResult.Matched _ -> views.verified(after, now);
      case VerifyResult.Mismatched _ ->
          after.remainingAttempts() == 0
              ? over(begun, Refusal.End.ATTEMPTS_EXHAUSTED, now)
              : new WrongCode(
                  id,
                  after.remainingAttempts(),
                  rows.throttle().phone(after.phoneDigest()).hasSeveralMessages());
      case VerifyResult.Expired _ -> over(begun, Refusal.End.EXPIRED, now);
      case VerifyResult.Exhausted _ -> over(begun, Refusal.End.ATTEMPTS_EXHAUSTED, now);
      case Throttled throttled -> Refusal.of(throttled, id);
      case Unreachable unreachable -> Refusal.of(unreachable, id);
      case Refused refused -> Refusal.of(refused, id).withWait(begun.next(), now);
      case Unknown _ -> Refusal.OutcomeUnknown.of(id);
    };
  }

  private static Refusal over(Begun begun, Refusal.End end, Instant now) {
    return new Refusal.Over(begun.id(), end).withWait(begun.next(), now);
  }

  @Override
  public Optional<ConfirmOutcome> outcome(RecoveredState state) {
    return switch (state) {
      case RecoveredState.Cancelled(var it) -> Optional.of(views.withWait(Refusal.over(it), it));
      case RecoveredState.Open open -> Optional.of(open.refusal());
      case RecoveredState.Overwritten(var it) -> Optional.of(overwritten(it));
      case RecoveredState.Concluded(var it, var conclusion) ->
          switch (conclusion) {
            case MATCHED -> Optional.of(views.verified(it));
            case MISMATCHED -> Optional.of(new WrongCode(it.id(), it.remainingAttempts()));
            case EXHAUSTED -> Optional.of(views.over(it, Refusal.End.ATTEMPTS_EXHAUSTED));
            case EXPIRED -> Optional.of(views.over(it, Refusal.End.EXPIRED));
            case GIVEN_BACK, SENT, NOT_SENT, LOST -> Optional.empty();
          };
    };
  }

  /** A later operation ended after this one, so this code was wrong. */
  private ConfirmOutcome overwritten(Verification verification) {
    return verification.isOver()
        ? views.withWait(Refusal.over(verification), verification)
        : new WrongCode(verification.id(), verification.remainingAttempts());
  }

  /**
   * A confirm command with its precomputed digest.
   *
   * @param phone digest of the number in the command; null if it has none
   */
  record Prepared(ConfirmOtp command, @Nullable KeyedDigest phone) {

    private boolean isBoundTo(Verification verification) {
      var purpose = command.purpose();
      return (purpose == null || purpose.equals(verification.purpose()))
          && (phone == null || phone.equals(verification.phoneDigest()));
    }
  }
}
