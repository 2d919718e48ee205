package dev.otpauth.verification;

import dev.otpauth.idempotency.Effect;
import dev.otpauth.idempotency.IdempotencyRecords;
import dev.otpauth.idempotency.IdempotentCall;
import dev.otpauth.idempotency.Reply;
import dev.otpauth.verification.BeginResult.Begun;
import dev.otpauth.verification.CallAnswered.Call;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Makes a call: begins its operation, has the provider asked, and answers. A call that repeats
 * another is answered as that was, or told what has become of it.
 */
@Component
class Calls {

  private static final Logger log = LoggerFactory.getLogger(Calls.class);

  private final OperationStore store;
  private final BeginRules rules;
  private final Settlement settlement;
  private final IdempotencyRecords keys;
  private final AnsweredCalls answered;

  Calls(
      OperationStore store,
      BeginRules rules,
      Settlement settlement,
      IdempotencyRecords keys,
      AnsweredCalls answered) {
    this.store = store;
    this.rules = rules;
    this.settlement = settlement;
    this.keys = keys;
    this.answered = answered;
  }

  /** A call begins. */
  <O extends Outcome> CallContext<O> context(
      String callerId, Call call, @Nullable IdempotentCall<O> key) {
    return answered.context(callerId, call, key);
  }

  /**
   * Makes a call.
   *
   * @param asking asks the provider, once the operation has begun, and ends it
   * @param fate tells what has become of an operation of a verification; empty where it certainly
   *     did nothing
   */
  <O extends Outcome> Reply<O> make(
      CallContext<O> context,
      Begin begin,
      Function<Begun, Ended<O>> asking,
      BiFunction<UUID, UUID, Optional<O>> fate) {
    return switch (store.write(new Write(context, begin))) {
      case Begun begun -> told(context, begin, begun.held(), asking.apply(begun));
      case BeginResult.Refused(var ended, var about) ->
          told(context, begin, about, ended.map(context::refused));
      case BeginResult.Unsettled(var verification) -> {
        settlement.settle(verification);
        yield make(context.settled(), begin, asking, fate);
      }
      case BeginResult.Replayed(var response) -> new Reply.Stored<>(keys.open(response), true);
      case BeginResult.KeyTaken(var refusal) -> new Reply.Outcome<>(context.refused(refusal));
      case BeginResult.Interrupted interrupted ->
          interrupted
              .fate(fate)
              .map(outcome -> resumed(Objects.requireNonNull(context.key()), outcome))
              .orElseGet(
                  () -> make(context.owningKey(interrupted.leaseUntil()), begin, asking, fate));
    };
  }

  private <O extends Outcome> Reply<O> told(
      CallContext<O> context, Begin begin, @Nullable Verification verification, Ended<O> ended) {
    var about =
        begin instanceof Begin.Request request
            ? answered.about(request.mobile(), context.callerId(), request.of().purpose())
            : answered.about(verification);
    answered.tell(context, about, ended);
    return ended.response() == null
        ? new Reply.Outcome<>(ended.outcome())
        : new Reply.Stored<>(ended.response(), false);
  }

  /**
   * A call that began is not forgotten, even where this repeat of it could not be answered. Where
   * its response cannot be stored now, the next repeat is told anew.
   */
  private <O extends Outcome> Reply<O> resumed(IdempotentCall<O> call, O outcome) {
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
          .log("A response could not be stored under its key");
    }
    return new Reply.Outcome<>(outcome);
  }

  /** Of a call that is to begin. */
  private final class Write implements OperationStore.Write<BeginResult> {

    private final CallContext<?> context;
    private final Begin begin;

    Write(CallContext<?> context, Begin begin) {
      this.context = context;
      this.begin = begin;
    }

    @Override
    public void addTo(OperationNeeds needs) {
      begin.addTo(needs, context);
    }

    @Override
    public Supplier<BeginResult> decide(OperationRows rows, Instant now) {
      return rules.decide(context, begin, rows, now);
    }
  }
}
