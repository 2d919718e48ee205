package dev.otpauth.verification;

import dev.otpauth.idempotency.IdempotencyRecord;
import dev.otpauth.idempotency.IdempotencyRecord.Use;
import dev.otpauth.idempotency.IdempotencyRules;
import dev.otpauth.runtime.RowSet.Versioned;
import dev.otpauth.throttle.PhoneCounters;
import dev.otpauth.throttle.Send;
import dev.otpauth.verification.CompletedCall.Audit;
import dev.otpauth.verification.OtpOperation.BeginDecision;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The first write of a call: checks its idempotency key, then lets its {@link OtpOperation} decide
 * whether to begin.
 *
 * @param <C> the command
 * @param <O> the outcomes of the call
 */
record OperationBegin<C, O extends Outcome>(
    IdempotencyRules keys, OtpOperation<C, O, ?> operation, C command, CallContext<O> context)
    implements OperationStore.Write<OperationBegin.BeginResult> {

  @Override
  public void addTo(OperationNeeds needs) {
    needs.keyOf(context);
    context.alsoNeeds().accept(needs);
    operation.addNeeds(needs, command, context);
  }

  @Override
  public Supplier<BeginResult> decide(OperationRows rows, Instant now) {
    var key = context.key();
    var use = key == null ? Optional.<Use>empty() : keys.use(key, rows.keys(), now);
    if (use.isPresent()) {
      return () -> new BeginResult.KeyInUse(use.get());
    }
    return switch (operation.begin(command, context, rows, now)) {
      case BeginDecision.Allowed allowed -> begun(allowed, rows, now);
      case BeginDecision.Unsettled(var verification) ->
          () -> new BeginResult.Unsettled(verification);
      case BeginDecision.RowsMissing(var missing) -> () -> new BeginResult.RowsMissing(missing);
      case BeginDecision.Refused(var refusal, var about) -> {
        var ended = refused(refusal, rows, now);
        yield () -> new BeginResult.Refused(ended, about);
      }
    };
  }

  private Supplier<BeginResult> begun(
      BeginDecision.Allowed allowed, OperationRows rows, Instant now) {
    var key = context.key();
    if (key != null) {
      var held = allowed.held();
      var inFlight = held.inFlight();
      keys.claim(key, held.id(), inFlight.operationId(), inFlight.leaseUntil(), rows.keys(), now);
    }
    return () -> rows.begun(allowed, key == null ? null : key.key());
  }

  /** A refused call is only counted in the audit record, because it changes nothing. */
  private CompletedCall<Refusal> refused(Refusal refusal, OperationRows rows, Instant now) {
    var key = context.key();
    var response =
        key == null ? null : keys.end(key, null, context.refused(refusal), rows.keys(), now);
    return new CompletedCall<>(refusal, response, Audit.TO_COUNT);
  }

  /** The result of the first write. */
  sealed interface BeginResult {

    /**
     * The operation has begun and is leased by this call; the rows are as stored.
     *
     * @param send the send that was counted by the limits; null if none was
     * @param next when the next code may be sent to the number
     */
    record Begun(
        Versioned<Verification> verification,
        Optional<Versioned<PhoneCounters>> counters,
        Optional<Versioned<IdempotencyRecord>> key,
        @Nullable Send send,
        Instant next)
        implements BeginResult {

      Verification held() {
        return verification.row();
      }

      /** The verification's id. */
      UUID id() {
        return held().id();
      }

      /** The operation's id. */
      UUID operation() {
        return held().inFlight().operationId();
      }
    }

    /**
     * The operation is refused, and the call is complete.
     *
     * @param ended the completed call
     * @param about the caller's verification; null if there is none
     */
    record Refused(CompletedCall<Refusal> ended, @Nullable Verification about)
        implements BeginResult {}

    /** An earlier operation of the verification must be settled first. */
    record Unsettled(UUID verification) implements BeginResult {}

    /** The decision needs more rows: begin again with them loaded. */
    record RowsMissing(Consumer<OperationNeeds> missing) implements BeginResult {}

    /** The call's key is in use already. */
    record KeyInUse(Use use) implements BeginResult {}
  }
}
