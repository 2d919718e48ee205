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
 * The loaded rows for a group of operations, including the changes made by the operations decided
 * so far. {@link OperationStore} loads and saves them.
 *
 * @param taken references that belong to a verification
 * @param origins the origins looked up, and whether the number was verified from there before
 * @param adopted new references of verifications
 * @param entries new audit entries
 * @param news changes to publish once everything is saved
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

  /** An empty set of rows. */
  static OperationRows none(ThrottleRows throttle) {
    return new OperationRows(new RowSet<>(), throttle, new RowSet<>(), new HashSet<>(), Map.of());
  }

  @Nullable Verification find(UUID id) {
    return verifications.get(id);
  }

  /** A verification of this caller; null if it does not exist or belongs to another caller. */
  @Nullable Verification find(UUID id, String callerId) {
    var found = find(id);
    return found != null && found.callerId().equals(callerId) ? found : null;
  }

  /** Applies a change to a copy of a verification, and returns that copy as the current row. */
  Verification change(Verification verification, Consumer<Verification> verb) {
    var changed = verification.copy();
    verb.accept(changed);
    return put(changed);
  }

  /** Sets a row to be saved, and collects its change for publishing. */
  Verification put(Verification verification) {
    verification.news().ifPresent(news::add);
    verifications.put(verification.id(), verification);
    return verification;
  }

  /** Assigns a new reference to a verification. */
  void adopt(Reference reference, Verification verification, Instant now) {
    adopted.add(new AdoptedReference(reference.value(), verification.id(), now));
    taken.add(reference.value());
  }

  boolean isTaken(Reference reference) {
    return taken.contains(reference.value());
  }

  /** Whether the origin was looked up. */
  boolean hasLookedAt(Origin origin) {
    return origins.containsKey(origin);
  }

  /** Whether the number was verified from this origin before; false if that was not looked up. */
  boolean knows(Optional<Origin> origin) {
    return origin.map(origins::get).orElse(false);
  }

  /** When the next code may be sent to a verification's number; {@code now} if at once. */
  Instant next(Verification of, Instant now) {
    return throttle.next(of.callerId(), of.sender(), of.phoneDigest(), knows(Origin.of(of)), now);
  }

  /**
   * The result for an operation that has begun; only after the rows are saved.
   *
   * @param key the key of the call; null if it has none
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

  /** Whether both change the same row, so that they cannot be saved together. */
  boolean collideWith(OperationRows other) {
    return verifications.collidesWith(other.verifications)
        || keys.collidesWith(other.keys)
        || throttle.collidesWith(other.throttle);
  }

  /** Adds the changes of other operations. */
  void addChanges(OperationRows other) {
    verifications.addChanges(other.verifications);
    throttle.addChanges(other.throttle);
    keys.addChanges(other.keys);
    adopted.addAll(other.adopted);
    entries.addAll(other.entries);
    news.addAll(other.news);
  }

  /** Marks all changes as stored. */
  void saved() {
    verifications.saved();
    throttle.saved();
    keys.saved();
  }
}
