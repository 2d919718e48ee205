package dev.otpauth.verification;

import dev.otpauth.verification.ConfirmOutcome.Verified;
import dev.otpauth.verification.ConfirmOutcome.WrongCode;
import dev.otpauth.verification.RequestOutcome.Started;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * What has become of a call whose final answer its caller never got. Empty where it certainly did
 * nothing: then it is to be made.
 */
@Service
public class InterruptedCalls {

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
  public Optional<RequestOutcome> request(UUID verificationId, UUID operationId) {
    return settled(verificationId)
        .filter(it -> it.conclusionOf(operationId).orElse(null) != Conclusion.NOT_SENT)
        .map(
            verification ->
                verification.isInFlight(operationId) && verification.isLeased(clock.instant())
                    ? new Refusal.InProgress(verificationId)
                    : new Started(views.of(verification)));
  }

  /** What has become of a resend that began this operation. */
  public Optional<RequestOutcome> resend(UUID verificationId, UUID operationId) {
    var settled = settled(verificationId);
    if (settled.isPresent() && settled.get().isInFlight(operationId)) {
      return Optional.of(open(settled.get()));
    }
    return settled.flatMap(
        verification ->
            verification
                .conclusionOf(operationId)
                .flatMap(
                    conclusion ->
                        switch (conclusion) {
                          case SENT -> Optional.of(new Started(views.of(verification)));
                          case LOST, EXPIRED -> Optional.of(new Refusal.Expired(verificationId));
                          case NOT_SENT, MATCHED, MISMATCHED, EXHAUSTED, GIVEN_BACK ->
                              Optional.empty();
                        }));
  }

  /** What has become of a confirm that began this operation. */
  public Optional<ConfirmOutcome> confirm(UUID verificationId, UUID operationId) {
    var settled = settled(verificationId);
    if (settled.isPresent() && settled.get().isInFlight(operationId)) {
      return Optional.of(open(settled.get()));
    }
    return settled.flatMap(
        verification ->
            verification
                .conclusionOf(operationId)
                .flatMap(
                    conclusion ->
                        switch (conclusion) {
                          case MATCHED -> Optional.of(new Verified(views.of(verification)));
                          case MISMATCHED ->
                              Optional.of(
                                  new WrongCode(verificationId, verification.remainingAttempts()));
                          case EXHAUSTED ->
                              Optional.of(new Refusal.AttemptsExhausted(verificationId));
                          case EXPIRED -> Optional.of(new Refusal.Expired(verificationId));
                          case GIVEN_BACK, SENT, NOT_SENT, LOST -> Optional.empty();
                        }));
  }

  private Optional<Verification> settled(UUID verificationId) {
    var found = ledger.find(verificationId);
    return found.isPresent() && found.get().isUnsettled()
        ? settlement.settle(verificationId).or(() -> ledger.find(verificationId))
        : found;
  }

  private Refusal open(Verification verification) {
    return verification.isLeased(clock.instant())
        ? new Refusal.InProgress(verification.id())
        : new Refusal.OutcomeUnknown(verification.id(), OtpVerifications.SETTLING);
  }
}
