package dev.otpauth.verification;

import dev.otpauth.audit.AuditRecord;
import dev.otpauth.idempotency.IdempotencyRecords;
import dev.otpauth.runtime.RoundTrip;
import dev.otpauth.throttle.Digests;
import dev.otpauth.throttle.Throttle;
import dev.otpauth.throttle.Throttle.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Loads and saves the rows of operations, over several modules in one round trip. */
@Component
class OperationTables {

  private final JdbcOperations database;
  private final Throttle throttle;
  private final IdempotencyRecords keys;
  private final AuditRecord audit;
  private final ChangePublisher changes;

  OperationTables(
      JdbcOperations database,
      Throttle throttle,
      IdempotencyRecords keys,
      AuditRecord audit,
      ChangePublisher changes) {
    this.database = database;
    this.throttle = throttle;
    this.keys = keys;
    this.audit = audit;
    this.changes = changes;
  }

  /** An empty set of rows. */
  OperationRows none() {
    return OperationRows.none(throttle.none());
  }

  /**
   * Loads rows in the order of locking: verifications, counters of the limits, idempotency records.
   *
   * @param locked whether to lock them until the transaction ends
   * @param patience how long to wait for a row lock; zero means without limit
   */
  OperationRows load(OperationNeeds needs, Instant now, boolean locked, Duration patience) {
    var trip = new RoundTrip(locked ? patience : Duration.ZERO);
    var phones = VerificationTable.phonesOf(needs.verifications).and(Digests.of(needs.phones));
    var wanted =
        new Wanted(
            phones, VerificationTable.networksOf(needs.networksOf), needs.sends, needs.toldToWait);
    var rows =
        new OperationRows(
            VerificationTable.load(trip, needs.verifications, locked),
            throttle.load(trip, wanted, now, locked),
            keys.load(trip, needs.keys, locked),
            VerificationTable.loadTaken(trip, needs.references),
            VerificationTable.loadOrigins(trip, needs.origins));
    trip.send(database);
    return rows;
  }

  /**
   * Saves the changed rows in the same order, all or none.
   *
   * @param patience as for {@link #load}
   * @throws org.springframework.dao.ConcurrencyFailureException if a row has changed since it was
   *     loaded
   */
  void save(OperationRows rows, Duration patience) {
    var trip = new RoundTrip(patience);
    VerificationTable.save(trip, rows.verifications(), rows.adopted());
    throttle.save(trip, rows.throttle());
    keys.save(trip, rows.keys());
    audit.add(trip, rows.entries());
    changes.by(() -> trip.send(database), rows.news());
  }

  <T> T inTransaction(Supplier<T> work) {
    return changes.inTransaction(work);
  }

  /** Publishes a change that has been saved. */
  void publish(VerificationChanged change) {
    changes.publish(change);
  }
}
