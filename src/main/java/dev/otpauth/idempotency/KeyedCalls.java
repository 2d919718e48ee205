package dev.otpauth.idempotency;

import dev.otpauth.idempotency.IdempotencyRecord.Use;
import dev.otpauth.runtime.RowSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Runs calls that store nothing here but their idempotency record, at most once per key. An
 * interrupted call is not run again, because its effect cannot be determined.
 */
@Component
public class KeyedCalls {

  private static final Logger log = LoggerFactory.getLogger(KeyedCalls.class);
  private static final int TRIES = 5;

  private final IdempotencyRecords records;
  private final IdempotencyRules rules;
  private final Clock clock;

  KeyedCalls(IdempotencyRecords records, IdempotencyRules rules, Clock clock) {
    this.records = records;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * Runs a call, unless its key is in use.
   *
   * @param call null to run it without idempotency
   * @param maxDuration the longest time that {@code action} may take
   * @param action runs the call
   * @param inUse the outcome if the key is in use: {@link Use.Running}, {@link Use.Reused} or
   *     {@link Use.Interrupted}
   */
  public <O extends CallOutcome> Reply<O> make(
      @Nullable IdempotentCall<O> call,
      Duration maxDuration,
      Supplier<O> action,
      Function<Use, O> inUse) {
    if (call == null) {
      return new Reply.Outcome<>(action.get());
    }
    var operation = UUID.randomUUID();
    var use = claimed(call, operation, maxDuration);
    return switch (use.orElse(null)) {
      case null -> ended(call, operation, action.get());
      case Use.Answered answered -> rules.replay(answered);
      case Use.Running running -> new Reply.Outcome<>(inUse.apply(running));
      case Use.Reused reused -> new Reply.Outcome<>(inUse.apply(reused));
      case Use.Interrupted interrupted ->
          ended(call.owning(interrupted.leaseUntil()), null, inUse.apply(interrupted));
    };
  }

  /** Claims the key; returns its state if it is in use. */
  private Optional<Use> claimed(IdempotentCall<?> call, UUID operation, Duration maxDuration) {
    return write(
        call,
        (rows, now) -> {
          var use = rules.use(call, rows, now);
          if (use.isEmpty()) {
            rules.claim(call, null, operation, now.plus(maxDuration), rows, now);
          }
          return use;
        });
  }

  /** Stores the outcome. If storing fails, the key stays that of an interrupted call. */
  private <O extends CallOutcome> Reply<O> ended(
      IdempotentCall<O> call, @Nullable UUID operation, O outcome) {
    try {
      return write(
              call,
              (rows, now) -> Optional.ofNullable(rules.end(call, operation, outcome, rows, now)))
          .<Reply<O>>map(response -> new Reply.Stored<>(response, false))
          .orElseGet(() -> new Reply.Outcome<>(outcome));
    } catch (DataAccessException e) {
      log.atWarn()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log(
              "Could not store a response under its Idempotency-Key; repeats count as interrupted");
      return new Reply.Outcome<>(outcome);
    }
  }

  private <T> T write(
      IdempotentCall<?> call,
      BiFunction<RowSet<IdempotencyKey, IdempotencyRecord>, Instant, T> decision) {
    for (var tries = 1; ; tries++) {
      try {
        return records.decide(call.key(), rows -> decision.apply(rows, clock.instant()));
      } catch (ConcurrencyFailureException e) {
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }
}
