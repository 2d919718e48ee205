package dev.otpauth.verification;

import dev.otpauth.idempotency.IdempotencyKey;
import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.throttle.Throttle.CountedSend;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Collects the keys of the rows that a group of operations loads. */
final class OperationNeeds {

  /** Verifications to load, with the rows of their numbers. */
  final Set<UUID> verifications = new HashSet<>();

  final Set<KeyedDigest> phones = new HashSet<>();

  /** Verifications whose networks' counters are needed, for a resend. */
  final Set<UUID> networksOf = new HashSet<>();

  /** Sends to count, or to give back. */
  final Set<CountedSend> sends = new HashSet<>();

  /** Whether the provider has throttled one of the sends. */
  boolean toldToWait;

  final Set<IdempotencyKey> keys = new HashSet<>();

  /** New provider references, to check whether another verification holds them. */
  final Set<String> references = new HashSet<>();

  /** Origins to check for an earlier successful verification. */
  final Set<Origin> origins = new HashSet<>();

  /** Adds the idempotency key of a call, if it has one. */
  void keyOf(CallContext<?> context) {
    var call = context.key();
    if (call != null) {
      keys.add(call.key());
    }
  }
}
