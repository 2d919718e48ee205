package dev.otpauth.idempotency;

import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call with an {@code Idempotency-Key}.
 *
 * @param fingerprint digest of the request body; equal for repeats of the call
 * @param rendering converts a final outcome into the response to store
 * @param ownedUntil set when a repeat takes over the key of an interrupted call: the end of that
 *     lease; else null
 * @param <O> the outcomes of the call
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

  /** A copy that owns its key until the given time. */
  public IdempotentCall<O> owning(Instant until) {
    return new IdempotentCall<>(key, fingerprint, rendering, until);
  }
}
