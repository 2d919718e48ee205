package dev.otpauth.verification;

import dev.otpauth.verification.ConfirmOutcome.WrongCode;
import dev.otpauth.verification.RequestOutcome.Started;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What has become of a call whose final answer its caller never got. Empty where it certainly did
 * nothing: then it is to be made.
 */
@Component
class InterruptedCalls {

  private final VerificationLedger ledger;
  private final Settlement settlement;
  private final VerificationViews views;
  private final Clock clock;

  InterruptedCalls(
      VerificationLedger ledger, Settlement settlement, VerificationViews views, Clock clock) {
    this.ledger = ledger;
    this.settlement = settlement;
    this.views = views;
    this.clock = clock;
  }

  /** What has become of a request that opened this verification. */
  Optional<RequestOutcome> request(UUID verificationId, UUID operationId) {
    return settled(verificationId)
        .filter(it -> it.conclusionOf(operationId).orElse(null) != Conclusion.NOT_SENT)
        .map(
            verification ->
                verification.isInFlight(operationId) && verification.isLeased(clock.instant())
                    ? new Refusal.InProgress(verificationId)
                    : new Started(views.of(verification)));
  }

  /** What has become of a resend that began this operation. */
  Optional<RequestOutcome> resend(UUID verificationId, UUID operationId) {
    return switch (fate(verificationId, operationId)) {
      case Fate.Open(var refusal) -> Optional.of(refusal);
      case Fate.Erased() -> Optional.empty();
      case Fate.Overwritten(var verification) -> Optional.of(new Started(views.of(verification)));
      case Fate.Concluded(var verification, var conclusion) ->
          switch (conclusion) {
            case SENT -> Optional.of(new Started(views.of(verification)));
            case LOST ->
                Optional.of(
                    views.withWait(
                        new Refusal.Over(verificationId, Refusal.End.NOT_DELIVERED), verification));
            case EXPIRED ->
                Optional.of(
                    views.withWait(
                        new Refusal.Over(verificationId, Refusal.End.EXPIRED), verification));
            case NOT_SENT, MATCHED, MISMATCHED, EXHAUSTED, GIVEN_BACK -> Optional.empty();
          };
    };
  }

  /** What has become of a confirm that began this operation. */
  Optional<ConfirmOutcome> confirm(UUID verificationId, UUID operationId) {
    return switch (fate(verificationId, operationId)) {
      case Fate.Open(var refusal) -> Optional.of(refusal);
      case Fate.Erased() -> Optional.empty();
      case Fate.Overwritten(var verification) -> Optional.of(overwritten(verification));
      case Fate.Concluded(var verification, var conclusion) ->
          switch (conclusion) {
            case MATCHED -> Optional.of(views.verified(verification, clock.instant()));
            case MISMATCHED ->
                Optional.of(new WrongCode(verificationId, verification.remainingAttempts()));
            case EXHAUSTED ->
                Optional.of(
                    views.withWait(
                        new Refusal.Over(verificationId, Refusal.End.ATTEMPTS_EXHAUSTED),
                        verification));
            case EXPIRED ->
                Optional.of(
                    views.withWait(
                        new Refusal.Over(verificationId, Refusal.End.EXPIRED), verification));
            case GIVEN_BACK, SENT, NOT_SENT, LOST -> Optional.empty();
          };
    };
  }

  /** Its code was not right, or nothing could have come after it. */
  private ConfirmOutcome overwritten(Verification verification) {
    return verification.isOver()
        ? views.withWait(Refusal.over(verification), verification)
        : new WrongCode(verification.id(), verification.remainingAttempts());
  }

  private Fate fate(UUID verificationId, UUID operationId) {
    var settled = settled(verificationId);
    if (settled.isEmpty()) {
      return new Fate.Erased();
    }
    var verification = settled.get();
    if (verification.isInFlight(operationId)) {
      return new Fate.Open(
          verification.isLeased(clock.instant())
              ? new Refusal.InProgress(verificationId)
              : Refusal.OutcomeUnknown.of(verificationId));
    }
    return verification
        .conclusionOf(operationId)
        .<Fate>map(conclusion -> new Fate.Concluded(verification, conclusion))
        .orElseGet(() -> new Fate.Overwritten(verification));
  }

  private Optional<Verification> settled(UUID verificationId) {
    var found = ledger.find(verificationId);
    return found.isPresent() && found.get().isUnsettled()
        ? settlement.settle(verificationId).or(() -> ledger.find(verificationId))
        : found;
  }

  /** Where an operation stands. */
  private sealed interface Fate {

    /** Not known yet. */
    record Open(Refusal refusal) implements Fate {}

    /** Known. */
    record Concluded(Verification verification, Conclusion conclusion) implements Fate {}

    /** Over, and how is not known any more, since a later one has ended: it is not made again. */
    record Overwritten(Verification verification) implements Fate {}

    /** With all that it did. */
    record Erased() implements Fate {}
  }
}
