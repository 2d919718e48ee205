package dev.otpauth.verification;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The operation of a verification that is in progress at the provider, or whose result is still
 * unknown.
 *
 * @param operationId constant until the result is known
 * @param leaseId identifies the holder; new with every takeover
 * @param leaseUntil end of the holder's lease
 * @param settleAt when settlement is tried next
 * @param settleTries how often settlement was tried
 * @param answeredAt when the provider sent a response that does not tell the result; null if no
 *     response arrived
 */
@Embeddable
record PendingOperation(
    Kind operation,
    UUID operationId,
    @Column(name = "operation_started_at") Instant startedAt,
    UUID leaseId,
    Instant leaseUntil,
    Instant settleAt,
    int settleTries,
    @Column(name = "operation_answered_at") @Nullable Instant answeredAt) {

  /** Longer than any provider call, so that a lapsed lease means a dead holder. */
  static final Duration LEASE = Duration.ofSeconds(30);

  /** The longest duration of a provider call; less than a lease. */
  private static final Duration MAX_CALL_DURATION = Duration.ofSeconds(25);

  private static final Duration INITIAL_BACKOFF = Duration.ofSeconds(1);

  /**
   * After any response, the provider's history and status show the result of the call after this
   * time.
   */
  static final Duration PROVIDER_CONSISTENCY_DELAY = Duration.ofSeconds(2);

  /** A new operation, leased by the call that begins it. */
  static PendingOperation begun(Kind operation, UUID operationId, Instant now) {
    var until = now.plus(LEASE);
    return new PendingOperation(operation, operationId, now, operationId, until, until, 0, null);
  }

  /**
   * A copy without lease. Settlement is due after an exponential backoff, or at {@link #decidedAt}
   * if that is earlier.
   */
  PendingOperation released(Instant now, Duration deadline) {
    var next = now.plus(INITIAL_BACKOFF.multipliedBy(1L << Math.min(settleTries, 4)));
    var decided = decidedAt(deadline);
    var settleAt = decided.isAfter(now) && decided.isBefore(next) ? decided : next;
    return new PendingOperation(
        operation, operationId, startedAt, leaseId, now, settleAt, settleTries, answeredAt);
  }

  /** A copy leased by a new holder, to settle it. */
  PendingOperation takenOver(UUID newLeaseId, Instant now) {
    var until = now.plus(LEASE);
    return new PendingOperation(
        operation, operationId, startedAt, newLeaseId, until, until, settleTries + 1, answeredAt);
  }

  /** Whether a provider call that starts now ends within the lease. */
  boolean coversACall(Instant now) {
    return now.plus(MAX_CALL_DURATION).isBefore(leaseUntil);
  }

  /** A copy with a new lease of the same holder. */
  PendingOperation renewed(Instant now) {
    var until = now.plus(LEASE);
    return new PendingOperation(
        operation, operationId, startedAt, leaseId, until, until, settleTries, answeredAt);
  }

  /** A copy for which the provider sent a response that does not tell the result. */
  PendingOperation answered(Instant now) {
    return new PendingOperation(
        operation, operationId, startedAt, leaseId, leaseUntil, settleAt, settleTries, now);
  }

  /**
   * From when on a send that is missing in the provider's history counts as not sent.
   *
   * @param deadline the time limit from the start of the operation, if no response arrived
   */
  Instant decidedAt(Duration deadline) {
    var overdue = startedAt.plus(deadline);
    if (answeredAt == null) {
      return overdue;
    }
    var consistent = answeredAt.plus(PROVIDER_CONSISTENCY_DELAY);
    return consistent.isBefore(overdue) ? consistent : overdue;
  }

  /** The kinds of operation; a verification has at most one at a time. */
  enum Kind {
    SEND,
    RESEND,
    VERIFY
  }
}
