package dev.otpauth.verification;

import dev.otpauth.idempotency.CallOutcome.Effect;
import dev.otpauth.idempotency.IdempotencyRecords;
import dev.otpauth.idempotency.IdempotentCall;
import dev.otpauth.idempotency.Reply;
import dev.otpauth.verification.OtpOperation.Fate;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** What has become of an operation whose final answer its caller never got. */
@Component
class OperationRecovery {

  private static final Logger log = LoggerFactory.getLogger(OperationRecovery.class);

  private final VerificationLedger ledger;
  private final Settlement settlement;
  private final IdempotencyRecords keys;
  private final Clock clock;

  OperationRecovery(
      VerificationLedger ledger, Settlement settlement, IdempotencyRecords keys, Clock clock) {
    this.ledger = ledger;
    this.settlement = settlement;
    this.keys = keys;
    this.clock = clock;
  }

  /** Settles what nobody works on any more; empty where somebody does, or it was erased. */
  Optional<Verification> settle(UUID verificationId) {
    return settlement.settle(verificationId);
  }

  /**
   * Where an operation stands, once what can be settled is; empty where it was erased.
   *
   * @param verificationId null where it was erased
   * @param operationId null likewise
   */
  Optional<Fate> fate(@Nullable UUID verificationId, @Nullable UUID operationId) {
    return verificationId == null || operationId == null
        ? Optional.empty()
        : settled(verificationId).map(verification -> fate(verification, operationId));
  }

  private Fate fate(Verification verification, UUID operationId) {
    if (verification.isCancelled()) {
      return new Fate.Cancelled(verification);
    }
    if (verification.isInFlight(operationId)) {
      return new Fate.Open(verification, verification.isLeased(clock.instant()));
    }
    return verification
        .conclusionOf(operationId)
        .<Fate>map(conclusion -> new Fate.Concluded(verification, conclusion))
        .orElseGet(() -> new Fate.Overwritten(verification));
  }

  private Optional<Verification> settled(UUID verificationId) {
    var found = ledger.find(verificationId);
    return found.isPresent() && found.get().isUnsettled()
        ? settle(verificationId).or(() -> ledger.find(verificationId))
        : found;
  }

  /**
   * Answers the repeat of a call that began. Where its response cannot be stored now, the next
   * repeat is told anew.
   */
  <O extends Outcome> Reply<O> answer(IdempotentCall<O> call, O outcome) {
    try {
      if (outcome.effect() == Effect.FINAL) {
        var response = call.rendering().apply(outcome);
        keys.store(call.key(), response);
        return new Reply.Stored<>(response, false);
      }
      keys.leaveOpen(call.key());
    } catch (DataAccessException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("Could not store a response under its Idempotency-Key");
    }
    return new Reply.Outcome<>(outcome);
  }
}
