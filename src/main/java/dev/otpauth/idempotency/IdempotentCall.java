package dev.otpauth.idempotency;

import java.util.function.Function;

/**
 * A call that came with a key.
 *
 * @param fingerprint equal for equal bodies of the same call
 * @param rendering what is stored of an outcome that is final
 * @param <O> how the call may end
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content, in constant time
public record IdempotentCall<O>(
    IdempotencyKey key, byte[] fingerprint, Function<? super O, StoredResponse> rendering) {}
