package dev.otpauth.verification;

import dev.otpauth.idempotency.IdempotencyRecord;
import dev.otpauth.idempotency.SealedResponse;
import dev.otpauth.runtime.RowSet.Versioned;
import dev.otpauth.throttle.PhoneCounters;
import dev.otpauth.throttle.Send;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What came of an operation that was to begin. */
sealed interface BeginResult {

  /**
   * It has begun, and is ours until its lease ends; the rows are as they are stored.
   *
   * @param send what was taken from the limits; absent where nothing was
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

    /** The operation's id. */
    UUID operation() {
      return held().inFlight().operationId();
    }
  }

  /**
   * It has not begun, and that is what its call is answered.
   *
   * @param ended with the refusal
   * @param about the caller's verification; absent where there is none
   */
  record Refused(Ended<Refusal> ended, @Nullable Verification about) implements BeginResult {}

  /** An earlier operation of that verification must be settled first. */
  record Unsettled(UUID verification) implements BeginResult {}

  /** The call repeats one that has been answered. */
  record Replayed(SealedResponse response) implements BeginResult {}

  /** The call's key stands for another call, or for one that is being made right now. */
  record KeyTaken(Refusal refusal) implements BeginResult {}

  /**
   * The call repeats one that was interrupted.
   *
   * @param verification absent where it was erased
   * @param operation absent likewise
   * @param leaseUntil until when nobody else finds out what has become of it
   */
  record Interrupted(@Nullable UUID verification, @Nullable UUID operation, Instant leaseUntil)
      implements BeginResult {

    /** What has become of it, as somebody finds out; empty where it did nothing. */
    <O> Optional<O> fate(BiFunction<UUID, UUID, Optional<O>> finding) {
      return verification == null || operation == null
          ? Optional.empty()
          : finding.apply(verification, operation);
    }
  }
}
