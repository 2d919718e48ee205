package dev.otpauth.verification;

import dev.otpauth.audit.AuditEntry;
import dev.otpauth.idempotency.IdempotencyKey;
import dev.otpauth.idempotency.IdempotencyRecord;
import dev.otpauth.provider.Reference;
import dev.otpauth.runtime.RowSet;
import dev.otpauth.throttle.ThrottleRows;
import dev.otpauth.verification.OperationBegin.BeginResult.Begun;
import dev.otpauth.verification.OtpOperation.BeginDecision;
import dev.otpauth.verification.VerificationTable.AdoptedReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows that some operations work on, as they were loaded, and with what the operations decided
 * so far have changed. {@link OperationStore} loads and saves them.
 *
 * @param taken references that belong to a verification already
 * @param origins those that were looked at, and whether a code of theirs was right before
 * @param adopted references that belong to one from now on
 * @param entries of the audit record
 * @param news to be told once all is saved
 */
record OperationRows(
    RowSet<UUID, Verification> verifications,
    ThrottleRows throttle,
    RowSet<IdempotencyKey, IdempotencyRecord> keys,
    Set<String> taken,
    Map<Origin, Boolean> origins,
    List<AdoptedReference> adopted,
    List<AuditEntry> entries,
    List<VerificationChanged> news) {

  OperationRows(
      RowSet<UUID, Verification> verifications,
      ThrottleRows throttle,
      RowSet<IdempotencyKey, IdempotencyRecord> keys,
      Set<String> taken,
      Map<Origin, Boolean> origins) {
    this(
        verifications,
        throttle,
        keys,
        taken,
        origins,
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  /** None yet. */
  static OperationRows none(ThrottleRows throttle) {
    return new OperationRows(new RowSet<>(), throttle, new RowSet<>(), new HashSet<>(), Map.of());
  }

  @Nullable Verification find(UUID id) {
    return verifications.get(id);
  }

  /** A verification of that caller's; another's is not there. */
  @Nullable Verification find(UUID id, String callerId) {
    var found = find(id);
    return found != null && found.callerId().equals(callerId) ? found : null;
  }

  /** Changes a verification that is there, and says how it is from now on. */
  Verification change(Verification verification, Consumer<Verification> verb) {
    var changed = verification.copy();
    verb.accept(changed);
    return put(changed);
  }

  /** A verification is to be saved so. */
  Verification put(Verification verification) {
    verification.news().ifPresent(news::add);
    verifications.put(verification.id(), verification);
    return verification;
  }

  /** A reference is the verification's from now on. */
  void adopt(Reference reference, Verification verification, Instant now) {
    adopted.add(new AdoptedReference(reference.value(), verification.id(), now));
    taken.add(reference.value());
  }

  boolean isTaken(Reference reference) {
    return taken.contains(reference.value());
  }

  /** Whether it was asked if a code was right there before. */
  boolean hasLookedAt(Origin origin) {
    return origins.containsKey(origin);
  }

  /** Whether a code was right there before; false where that was not looked at. */
  boolean knows(Optional<Origin> origin) {
    return origin.map(origins::get).orElse(false);
  }

  /** When the next code may be sent to a verification's number; not after now where it may be. */
  Instant next(Verification of, Instant now) {
    return throttle.next(of.callerId(), of.sender(), of.phoneDigest(), knows(Origin.of(of)), now);
  }

  /**
   * An operation that has begun, once the rows are saved.
   *
   * @param key its call's; null where that came without one
   */
  Begun begun(BeginDecision.Allowed allowed, @Nullable IdempotencyKey key) {
    var held = allowed.held();
    return new Begun(
        verifications.versioned(held.id()).orElseThrow(),
        throttle.stored(held.phoneDigest()),
        Optional.ofNullable(key).flatMap(keys::versioned),
        allowed.send(),
        allowed.next());
  }

  /** Whether both change a row: then they cannot be saved together. */
  boolean collideWith(OperationRows other) {
    return verifications.collidesWith(other.verifications)
        || keys.collidesWith(other.keys)
        || throttle.collidesWith(other.throttle);
  }

  /** Takes in what other operations have changed. */
  void addChanges(OperationRows other) {
    verifications.addChanges(other.verifications);
    throttle.addChanges(other.throttle);
    keys.addChanges(other.keys);
    adopted.addAll(other.adopted);
    entries.addAll(other.entries);
    news.addAll(other.news);
  }

  /** The changes are stored. */
  void saved() {
    verifications.saved();
    throttle.saved();
    keys.saved();
  }
}
