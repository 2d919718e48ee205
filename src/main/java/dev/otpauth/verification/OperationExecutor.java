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
 * Makes calls: begins an operation, has the provider asked, ends the operation, and answers. A call
 * that repeats another is answered as that was, or told what has become of it.
 */
@Component
class OperationExecutor {

  private final OperationStore store;
  private final IdempotencyRules keys;
  private final OperationCompletion completion;
  private final OperationRecovery interrupted;
  private final CallEvents answered;

  OperationExecutor(
      OperationStore store,
      IdempotencyRules keys,
      OperationCompletion completion,
      OperationRecovery interrupted,
      CallEvents answered) {
    this.store = store;
    this.keys = keys;
    this.completion = completion;
    this.interrupted = interrupted;
    this.answered = answered;
  }

  /**
   * Makes a call; under a key at most once.
   *
   * @param key null where the call came without one
   */
  <C, O extends Outcome> Reply<O> execute(
      OtpOperation<C, O, ?> operation,
      C command,
      String callerId,
      @Nullable IdempotentCall<O> key) {
    return execute(operation, command, answered.context(callerId, operation.call(), key));
  }

  private <C, O extends Outcome> Reply<O> execute(
      OtpOperation<C, O, ?> operation, C command, CallContext<O> context) {
    return switch (store.write(new OperationBegin<>(keys, operation, command, context))) {
      case BeginResult.Begun begun -> {
        var ended = completion.complete(operation, command, context, begun);
        yield told(operation, command, context, begun.held(), ended);
      }
      case BeginResult.Refused(var ended, var about) ->
          told(operation, command, context, about, ended.map(context::refused));
      case BeginResult.Unsettled(var verification) -> {
        interrupted.settle(verification);
        yield execute(operation, command, context.settled());
      }
      case BeginResult.RowsMissing(var missing) ->
          execute(operation, command, context.needing(missing));
      case BeginResult.KeyInUse(var use) -> repeated(operation, command, context, use);
    };
  }

  private <C, O extends Outcome> Reply<O> told(
      OtpOperation<C, O, ?> operation,
      C command,
      CallContext<O> context,
      @Nullable Verification known,
      CompletedCall<O> ended) {
    answered.tell(context, operation.about(answered, command, context, known), ended);
    return ended.response() == null
        ? new Reply.Outcome<>(ended.outcome())
        : new Reply.Stored<>(ended.response(), false);
  }

  private <C, O extends Outcome> Reply<O> repeated(
      OtpOperation<C, O, ?> operation, C command, CallContext<O> context, Use use) {
    return switch (use) {
      case Use.Answered response -> keys.replay(response);
      case Use.Running() -> new Reply.Outcome<>(context.refused(new Refusal.InProgress(null)));
      case Use.Reused() -> new Reply.Outcome<>(context.refused(new Refusal.KeyReused()));
      case Use.Interrupted(var verification, var id, var leaseUntil) ->
          interrupted
              .fate(verification, id)
              .flatMap(operation::outcome)
              .map(outcome -> interrupted.answer(Objects.requireNonNull(context.key()), outcome))
              .orElseGet(() -> execute(operation, command, context.owningKey(leaseUntil)));
    };
  }
}
