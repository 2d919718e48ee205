package dev.otpauth.verification;

import dev.otpauth.idempotency.IdempotencyRecord.Use;
import dev.otpauth.idempotency.IdempotencyRules;
import dev.otpauth.idempotency.IdempotentCall;
import dev.otpauth.idempotency.Reply;
import dev.otpauth.verification.OperationBegin.BeginResult;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Runs a call: first write, provider call, second write, reply. A repeated {@code Idempotency-Key}
 * gets the stored response, or the present state of an interrupted call.
 */
@Component
class OperationExecutor {

  private final OperationStore store;
  private final IdempotencyRules keys;
  private final OperationCompletion completion;
  private final OperationRecovery recovery;
  private final CallEvents callEvents;

  OperationExecutor(
      OperationStore store,
      IdempotencyRules keys,
      OperationCompletion completion,
      OperationRecovery recovery,
      CallEvents callEvents) {
    this.store = store;
    this.keys = keys;
    this.completion = completion;
    this.recovery = recovery;
    this.callEvents = callEvents;
  }

  /**
   * Runs a call, at most once per idempotency key.
   *
   * @param key null if the call came without one
   */
  <C, O extends Outcome> Reply<O> execute(
      OtpOperation<C, O, ?> operation,
      C command,
      String callerId,
      @Nullable IdempotentCall<O> key) {
    return execute(operation, command, callEvents.context(callerId, operation.call(), key));
  }

  private <C, O extends Outcome> Reply<O> execute(
      OtpOperation<C, O, ?> operation, C command, CallContext<O> context) {
    return switch (store.write(new OperationBegin<>(keys, operation, command, context))) {
      case BeginResult.Begun begun -> {
        var ended = completion.complete(operation, command, context, begun);
        yield completed(operation, command, context, begun.held(), ended);
      }
      case BeginResult.Refused(var ended, var about) ->
          completed(operation, command, context, about, ended.map(context::refused));
      case BeginResult.Unsettled(var verification) -> {
        recovery.settle(verification);
        yield execute(operation, command, context.settled());
      }
      case BeginResult.RowsMissing(var missing) ->
          execute(operation, command, context.needing(missing));
      case BeginResult.KeyInUse(var use) -> replyToRepeat(operation, command, context, use);
    };
  }

  private <C, O extends Outcome> Reply<O> completed(
      OtpOperation<C, O, ?> operation,
      C command,
      CallContext<O> context,
      @Nullable Verification known,
      CompletedCall<O> ended) {
    callEvents.complete(context, operation.about(callEvents, command, context, known), ended);
    return ended.response() == null
        ? new Reply.Outcome<>(ended.outcome())
        : new Reply.Stored<>(ended.response(), false);
  }

  private <C, O extends Outcome> Reply<O> replyToRepeat(
      OtpOperation<C, O, ?> operation, C command, CallContext<O> context, Use use) {
    return switch (use) {
      case Use.Answered response -> keys.replay(response);
      case Use.Running() -> new Reply.Outcome<>(context.refused(new Refusal.InProgress(null)));
      case Use.Reused() -> new Reply.Outcome<>(context.refused(new Refusal.KeyReused()));
      case Use.Interrupted(var verification, var id, var leaseUntil) ->
          recovery
              .stateOf(verification, id)
              .flatMap(operation::outcome)
              .map(outcome -> recovery.reply(Objects.requireNonNull(context.key()), outcome))
              .orElseGet(() -> execute(operation, command, context.owningKey(leaseUntil)));
    };
  }
}
