package dev.otpauth.verification;

import dev.otpauth.idempotency.CallOutcome.Effect;
import dev.otpauth.idempotency.IdempotencyRecords;
import dev.otpauth.idempotency.IdempotentCall;
import dev.otpauth.idempotency.Reply;
import dev.otpauth.verification.OtpOperation.RecoveredState;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Finds the result of an operation whose caller never got a final response, for a repeat of the
 * call.
 */
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

  /**
   * Settles an operation whose lease has lapsed; empty if it is leased, or the verification is
   * erased.
   */
  Optional<Verification> settle(UUID verificationId) {
    return settlement.settle(verificationId);
  }

  /**
   * The state of an operation, after settling it if possible; empty if its verification is erased.
   *
   * @param verificationId null if erased
   * @param operationId null if erased
   */
  Optional<RecoveredState> stateOf(@Nullable UUID verificationId, @Nullable UUID operationId) {
    return verificationId == null || operationId == null
        ? Optional.empty()
        : settled(verificationId).map(verification -> stateOf(verification, operationId));
  }

  private RecoveredState stateOf(Verification verification, UUID operationId) {
    if (verification.isCancelled()) {
      return new RecoveredState.Cancelled(verification);
    }
    if (verification.isInFlight(operationId)) {
      return new RecoveredState.Open(verification, verification.isLeased(clock.instant()));
    }
    return verification
        .conclusionOf(operationId)
        .<RecoveredState>map(conclusion -> new RecoveredState.Concluded(verification, conclusion))
        .orElseGet(() -> new RecoveredState.Overwritten(verification));
  }

  private Optional<Verification> settled(UUID verificationId) {
    var found = ledger.find(verificationId);
    return found.isPresent() && found.get().isUnsettled()
        ? settle(verificationId).or(() -> ledger.find(verificationId))
        : found;
  }

  /**
   * Replies to the repeat of an interrupted call, and stores a final response. If storing fails,
   * the next repeat determines the outcome again.
   */
  <O extends Outcome> Reply<O> reply(IdempotentCall<O> call, O outcome) {
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
          .log(
              "Could not store a response under its Idempotency-Key; a repeat determines it again");
    }
    return new Reply.Outcome<>(outcome);
  }
}
