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
 * The stored verifications, for whoever works on one that a call has begun: settlement, and who
 * asks how it stands. Each method is one short transaction; none spans a call to the provider.
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

  /** A verification of that caller's. */
  Optional<Verification> find(UUID id, String callerId) {
    return verifications.findByIdAndCallerId(id, callerId);
  }

  /** Anyone's verification. */
  Optional<Verification> find(UUID id) {
    return verifications.findById(id);
  }

  /** Holds an operation that nobody holds any more; empty where somebody does, or it is settled. */
  Optional<Verification> takeOver(UUID id) {
    var leaseId = UUID.randomUUID();
    return changed(id, (it, _, now) -> it.takeOver(leaseId, now));
  }

  /** Up to so many verifications with an operation whose settlement is due, soonest first. */
  List<UUID> due(int atMost, Instant now) {
    return verifications.due(now, atMost);
  }

  /** Makes the lease last anew; false where it lapsed and somebody else took over. */
  boolean renew(Verification held) {
    return changed(held.id(), (it, _, now) -> it.renew(held, now)).isPresent();
  }

  /** Claims the refresh of a verification that is due; empty where none is. */
  Optional<Verification> claimRefresh(Verification seen) {
    return changed(seen.id(), (it, _, now) -> it.claimRefresh(now));
  }

  /**
   * Writes down how a send or resend ended, as settlement has found out.
   *
   * @return empty where it was erased meanwhile
   */
  Optional<Verification> recordSend(Verification held, SendResult result) {
    var references =
        result instanceof SendResult.Accepted(var reference, _)
            ? Set.of(reference.value())
            : Set.<String>of();
    return write(held.id(), references, (it, rows, now) -> rules.send(held, it, result, rows, now));
  }

  /**
   * Writes down that what was sent could not be found in time.
   *
   * @return empty where it was erased meanwhile
   */
  Optional<Verification> recordLost(Verification held) {
    return write(held.id(), Set.of(), (it, rows, now) -> rules.lost(held, it, rows, now));
  }

  /**
   * Writes down how a verify ended, as settlement has found out.
   *
   * @return empty where it was erased meanwhile
   */
  Optional<Verification> recordVerify(Verification held, VerifyResult result) {
    return write(held.id(), Set.of(), (it, rows, now) -> rules.verify(held, it, result, rows, now));
  }

  /**
   * Takes over what the provider says of the current reference.
   *
   * @return empty where it was erased meanwhile
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
   * Takes over that the provider does not know the current reference any more.
   *
   * @return empty where it was erased meanwhile
   */
  Optional<Verification> observeLoss(Verification seen) {
    return write(
        seen.id(),
        Set.of(),
        (it, rows, now) ->
            rows.change(it, verification -> verification.observeLoss(seen.reference(), now)));
  }

  /**
   * Erases every verification of a number, with its references and the responses that were stored,
   * and says how many verifications. A call that is on its way finds out when it wants to write.
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

  /** Empty where it is not there, or the verb does nothing to it. */
  private Optional<Verification> changed(UUID id, Verb verb) {
    return write(
        id,
        Set.of(),
        (stored, rows, now) -> {
          var copy = stored.copy();
          return verb.applyTo(copy, rows, now) ? rows.put(copy) : null;
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

  /** Changes a verification, unless it returns false. */
  private interface Verb {
    boolean applyTo(Verification copy, OperationRows rows, Instant now);
  }

  /** Changes what is stored; null where it does not. */
  private interface Change {
    @Nullable Verification applyTo(Verification stored, OperationRows rows, Instant now);
  }
}
