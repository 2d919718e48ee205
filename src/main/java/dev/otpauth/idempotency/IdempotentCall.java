package dev.otpauth.idempotency;

import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call that came with a key.
 *
 * @param fingerprint equal for equal bodies of the same call
 * @param rendering what is stored of an outcome that is final
 * @param ownedUntil until when the key is the call's though it came before: what was begun then did
 *     certainly nothing; null where nothing is known of that
 * @param <O> how the call may end
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content, in constant time
public record IdempotentCall<O>(
    IdempotencyKey key,
    byte[] fingerprint,
    Function<? super O, StoredResponse> rendering,
    @Nullable Instant ownedUntil) {

  public IdempotentCall(
      IdempotencyKey key, byte[] fingerprint, Function<? super O, StoredResponse> rendering) {
    this(key, fingerprint, rendering, null);
  }

  /** The same call, which owns its key until then. */
  public IdempotentCall<O> owning(Instant until) {
    return new IdempotentCall<>(key, fingerprint, rendering, until);
  }
}
