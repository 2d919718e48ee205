package dev.otpauth.verification;

import dev.otpauth.idempotency.IdempotencyRecords;
import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.provider.OtpStatus;
import dev.otpauth.provider.ReferenceState;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.VerifyResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads and changes stored verifications for settlement, status refresh and erasure. Each method is
 * one short transaction and does not call the provider.
 */
@Component
class VerificationLedger {

  private final OperationStore store;
  private final EndRules rules;
  private final Verifications verifications;
  private final IdempotencyRecords keys;
  private final ChangePublisher changes;

  VerificationLedger(
      OperationStore store,
      EndRules rules,
      Verifications verifications,
      IdempotencyRecords keys,
      ChangePublisher changes) {
    this.store = store;
    this.rules = rules;
    this.verifications = verifications;
    this.keys = keys;
    this.changes = changes;
  }

  /** A verification of this caller; empty if it does not exist or belongs to another caller. */
  Optional<Verification> find(UUID id, String callerId) {
    return verifications.findByIdAndCallerId(id, callerId);
  }

  /** A verification of any caller. */
  Optional<Verification> find(UUID id) {
    return verifications.findById(id);
  }

  /** Leases an operation whose lease has lapsed; empty if it is leased or settled. */
  Optional<Verification> takeOver(UUID id) {
    var leaseId = UUID.randomUUID();
    return changed(id, (it, _, now) -> it.takeOver(leaseId, now));
  }

  /** Up to {@code atMost} verifications whose settlement is due, longest overdue first. */
  List<UUID> due(int atMost, Instant now) {
    return verifications.due(now, atMost);
  }

  /** Renews the lease; false if another holder took over. */
  boolean renew(Verification held) {
    return changed(held.id(), (it, _, now) -> it.renew(held, now)).isPresent();
  }

  /** Claims the status refresh of a verification; empty if none is due. */
  Optional<Verification> claimRefresh(Verification seen) {
    return changed(seen.id(), (it, _, now) -> it.claimRefresh(now));
  }

  /**
   * Stores the result of a send or resend that settlement has determined.
   *
   * @return empty if the verification was erased meanwhile
   */
  Optional<Verification> recordSend(Verification held, SendResult result) {
    var references =
        result instanceof SendResult.Accepted(var reference, _)
            ? Set.of(reference.value())
            : Set.<String>of();
    return write(held.id(), references, (it, rows, now) -> rules.send(held, it, result, rows, now));
  }

  /**
   * Stores that a send was not found by the deadline.
   *
   * @return empty if the verification was erased meanwhile
   */
  Optional<Verification> recordLost(Verification held) {
    return write(held.id(), Set.of(), (it, rows, now) -> rules.lost(held, it, rows, now));
  }

  /**
   * Stores the result of a verify that settlement has determined.
   *
   * @return empty if the verification was erased meanwhile
   */
  Optional<Verification> recordVerify(Verification held, VerifyResult result) {
    return write(held.id(), Set.of(), (it, rows, now) -> rules.verify(held, it, result, rows, now));
  }

  /**
   * Stores the provider's status of the current reference.
   *
   * @return empty if the verification was erased meanwhile
   */
  Optional<Verification> observe(Verification seen, ReferenceState state) {
    return write(
        seen.id(),
        Set.of(),
        (it, rows, now) -> {
          var observed = rows.change(it, verification -> verification.observe(state, now));
          if (observed.status() == OtpStatus.VERIFIED && it.status() != OtpStatus.VERIFIED) {
            rows.throttle().guessedRight(observed.phoneDigest(), observed.clientNetwork());
          }
          return observed;
        });
  }

  /**
   * Stores that the provider no longer knows the current reference.
   *
   * @return empty if the verification was erased meanwhile
   */
  Optional<Verification> observeLoss(Verification seen) {
    return write(
        seen.id(),
        Set.of(),
        (it, rows, now) ->
            rows.change(it, verification -> verification.observeLoss(seen.reference(), now)));
  }

  /**
   * Erases every verification of a number, with references and stored responses. A call in progress
   * notices it at its second write. Returns the number of verifications.
   */
  int erase(KeyedDigest phone, Instant now) {
    return changes.inTransaction(
        () -> {
          var erased = verifications.lockAll(phone.bytes());
          if (erased.isEmpty()) {
            return 0;
          }
          keys.forget(erased, now);
          return verifications.delete(erased);
        });
  }

  /** Empty if the verification does not exist, or the method does not change it. */
  private Optional<Verification> changed(UUID id, ConditionalChange change) {
    return write(
        id,
        Set.of(),
        (stored, rows, now) -> {
          var copy = stored.copy();
          return change.applyTo(copy, rows, now) ? rows.put(copy) : null;
        });
  }

  private Optional<Verification> write(UUID id, Set<String> references, Change change) {
    return store.writeLocked(
        new OperationStore.Write<Optional<Verification>>() {
          @Override
          public void addTo(OperationNeeds needs) {
            needs.verifications.add(id);
            needs.references.addAll(references);
          }

          @Override
          public Supplier<Optional<Verification>> decide(OperationRows rows, Instant now) {
            var changed =
                Optional.ofNullable(rows.find(id)).map(it -> change.applyTo(it, rows, now));
            return () -> changed;
          }
        });
  }

  /** A conditional change of a copy; false means that nothing is to be saved. */
  private interface ConditionalChange {
    boolean applyTo(Verification copy, OperationRows rows, Instant now);
  }

  /** A change of a stored verification; null means no change. */
  private interface Change {
    @Nullable Verification applyTo(Verification stored, OperationRows rows, Instant now);
  }
}
