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
 * Makes calls that keep nothing here but their key's record, under a key at most once. Where such a
 * call was interrupted, nothing tells what it had done, and it is not made again.
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
   * Makes a call, unless its key says otherwise.
   *
   * @param call null where it came without a key: it is simply made
   * @param longest how long making it may take
   * @param making makes it
   * @param inUse the outcome of a call whose key is in use: by a call that is being made, by
   *     another call, or by one that was interrupted
   */
  public <O extends CallOutcome> Reply<O> make(
      @Nullable IdempotentCall<O> call,
      Duration longest,
      Supplier<O> making,
      Function<Use, O> inUse) {
    if (call == null) {
      return new Reply.Outcome<>(making.get());
    }
    var operation = UUID.randomUUID();
    var use = claimed(call, operation, longest);
    return switch (use.orElse(null)) {
      case null -> ended(call, operation, making.get());
      case Use.Answered answered -> rules.replay(answered);
      case Use.Running running -> new Reply.Outcome<>(inUse.apply(running));
      case Use.Reused reused -> new Reply.Outcome<>(inUse.apply(reused));
      case Use.Interrupted interrupted ->
          ended(call.owning(interrupted.leaseUntil()), null, inUse.apply(interrupted));
    };
  }

  /** Claims the key; what it stands for already, where it cannot be claimed. */
  private Optional<Use> claimed(IdempotentCall<?> call, UUID operation, Duration longest) {
    return write(
        call,
        (rows, now) -> {
          var use = rules.use(call, rows, now);
          if (use.isEmpty()) {
            rules.claim(call, null, operation, now.plus(longest), rows, now);
          }
          return use;
        });
  }

  /** Where that cannot be written down, the key stands for a call that was interrupted. */
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
          .log("Could not store a response under its Idempotency-Key");
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
