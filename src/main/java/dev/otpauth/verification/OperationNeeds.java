package dev.otpauth.verification;

import dev.otpauth.idempotency.IdempotencyKey;
import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.throttle.Send;
import dev.otpauth.throttle.Throttle.Taking;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which rows operations work on.
 *
 * @param verifications whose numbers are needed, too
 * @param phones the numbers of others
 * @param sends to be taken from the limits, or given back
 * @param toldToWait sends that the provider has just told to wait
 * @param references that verifications want to adopt
 */
record OperationNeeds(
    Set<UUID> verifications,
    Set<KeyedDigest> phones,
    Set<Taking> sends,
    Set<Send> toldToWait,
    Set<IdempotencyKey> keys,
    Set<String> references) {

  /** Those of all. */
  static OperationNeeds of(List<OperationNeeds> all) {
    return all.size() == 1
        ? all.getFirst()
        : new OperationNeeds(
            union(all, OperationNeeds::verifications),
            union(all, OperationNeeds::phones),
            union(all, OperationNeeds::sends),
            union(all, OperationNeeds::toldToWait),
            union(all, OperationNeeds::keys),
            union(all, OperationNeeds::references));
  }

  private static <T> Set<T> union(List<OperationNeeds> all, Function<OperationNeeds, Set<T>> part) {
    return all.stream()
        .flatMap(it -> part.apply(it).stream())
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** The key that a call came with, if any. */
  static Set<IdempotencyKey> keyOf(CallContext<?> context) {
    var call = context.key();
    return call == null ? Set.of() : Set.of(call.key());
  }

  /** A verification's row and its number's, and those of references that it wants to adopt. */
  static OperationNeeds of(UUID verification, Set<String> references) {
    return new OperationNeeds(
        Set.of(verification), Set.of(), Set.of(), Set.of(), Set.of(), references);
  }
}
