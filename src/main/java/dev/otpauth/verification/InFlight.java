package dev.otpauth.verification;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.UUID;

/**
 * A call that is at the provider, or whose outcome is not known yet.
 *
 * @param operationId stays the same until the outcome is known, whoever works on it
 * @param leaseId whose it is: changes with each who takes it over
 * @param leaseUntil until when it is theirs
 * @param settleAt when the next one looks, if its outcome stays unknown
 * @param settleTries how often somebody has looked
 */
@Embeddable
record InFlight(
    Operation operation,
    UUID operationId,
    @Column(name = "operation_started_at") Instant startedAt,
    UUID leaseId,
    Instant leaseUntil,
    Instant settleAt,
    int settleTries) {

  /** Lets go of it, to be looked at again then. */
  InFlight released(Instant now, Instant settleAt) {
    return new InFlight(operation, operationId, startedAt, leaseId, now, settleAt, settleTries);
  }
}
