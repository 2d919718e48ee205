package dev.otpauth.verification;

import dev.otpauth.idempotency.IdempotencyKey;
import dev.otpauth.phone.KeyedDigest;
import dev.otpauth.throttle.Throttle.Taking;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Which rows operations work on; each adds its own. */
final class OperationNeeds {

  /** With the rows of their numbers. */
  final Set<UUID> verifications = new HashSet<>();

  final Set<KeyedDigest> phones = new HashSet<>();

  /** Verifications from whose networks more is to be sent. */
  final Set<UUID> networksOf = new HashSet<>();

  /** To be taken from the limits, or given back. */
  final Set<Taking> sends = new HashSet<>();

  /** Whether the provider has just told one of them to wait. */
  boolean toldToWait;

  final Set<IdempotencyKey> keys = new HashSet<>();

  /** Those that verifications want to adopt. */
  final Set<String> references = new HashSet<>();

  /** Of which it has to be known whether a code of theirs was right before. */
  final Set<Origin> origins = new HashSet<>();

  /** The key that a call came with, if any. */
  void keyOf(CallContext<?> context) {
    var call = context.key();
    if (call != null) {
      keys.add(call.key());
    }
  }
}
