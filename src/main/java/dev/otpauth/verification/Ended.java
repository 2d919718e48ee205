package dev.otpauth.verification;

import dev.otpauth.idempotency.StoredResponse;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call has its outcome.
 *
 * @param response what is stored under the call's key; absent where nothing is
 * @param isWritten whether it is written down, with its audit entry
 * @param <O> how the call may end
 */
record Ended<O>(O outcome, @Nullable StoredResponse response, boolean isWritten) {

  /** The same, with the outcome seen otherwise. */
  <T> Ended<T> map(Function<? super O, T> mapping) {
    return new Ended<>(mapping.apply(outcome), response, isWritten);
  }
}
