package dev.otpauth.verification;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call that is at the provider, or whose outcome is not known yet.
 *
 * @param operationId stays the same until the outcome is known, whoever works on it
 * @param leaseId whose it is: changes with each who takes it over
 * @param leaseUntil until when it is theirs
 * @param settleAt when the next one looks, if its outcome stays unknown
 * @param settleTries how often somebody has looked
 * @param answeredAt when the provider answered without saying what it had done; null where its
 *     answer was lost
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

  /** Longer than any call to the provider takes, so that a lapsed lease means a dead holder. */
  static final Duration LEASE = Duration.ofSeconds(30);

  /** What a call to the provider takes at most; less than a lease. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(25);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** After an answer of any kind, the provider's books about the call are final by then. */
  static final Duration BOOKS_ARE_FINAL = Duration.ofSeconds(2);

  /** Begins a call, held by whoever makes it. */
  static PendingOperation begun(Kind operation, UUID operationId, Instant now) {
    var until = now.plus(LEASE);
    return new PendingOperation(operation, operationId, now, operationId, until, until, 0, null);
  }

  /** Lets go of it; it is looked at again after a pause that doubles, or when it can be decided. */
  PendingOperation released(Instant now, Duration deadline) {
    var next = now.plus(FIRST_PAUSE.multipliedBy(1L << Math.min(settleTries, 4)));
    var decided = decidedAt(deadline);
    var settleAt = decided.isAfter(now) && decided.isBefore(next) ? decided : next;
    return new PendingOperation(
        operation, operationId, startedAt, leaseId, now, settleAt, settleTries, answeredAt);
  }

  /** Somebody else holds it from now on, to settle it. */
  PendingOperation takenOver(UUID newLeaseId, Instant now) {
    var until = now.plus(LEASE);
    return new PendingOperation(
        operation, operationId, startedAt, newLeaseId, until, until, settleTries + 1, answeredAt);
  }

  /** Whether a call to the provider that begins now ends within its lease. */
  boolean lastsForACall(Instant now) {
    return now.plus(LONGEST_CALL).isBefore(leaseUntil);
  }

  /** Its lease lasts anew. */
  PendingOperation renewed(Instant now) {
    var until = now.plus(LEASE);
    return new PendingOperation(
        operation, operationId, startedAt, leaseId, until, until, settleTries, answeredAt);
  }

  /** The provider answered then, without saying what it had done. */
  PendingOperation answered(Instant now) {
    return new PendingOperation(
        operation, operationId, startedAt, leaseId, leaseUntil, settleAt, settleTries, now);
  }

  /**
   * When what was sent and is not among the provider's books is known not to have been sent.
   *
   * @param deadline from its begin, where no answer came
   */
  Instant decidedAt(Duration deadline) {
    var overdue = startedAt.plus(deadline);
    if (answeredAt == null) {
      return overdue;
    }
    var booked = answeredAt.plus(BOOKS_ARE_FINAL);
    return booked.isBefore(overdue) ? booked : overdue;
  }

  /** A call that changes something at the provider; a verification has at most one at a time. */
  enum Kind {
    SEND,
    RESEND,
    VERIFY
  }
}
