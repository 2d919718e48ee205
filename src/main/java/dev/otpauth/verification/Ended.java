package dev.otpauth.verification;

import dev.otpauth.idempotency.StoredResponse;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call has its outcome.
 *
 * @param response what is stored under the call's key; absent where nothing is
 * @param isEntered whether it is in the audit record
 * @param <O> how the call may end
 */
record Ended<O>(O outcome, @Nullable StoredResponse response, boolean isEntered) {

  /** The same, without its entry. */
  Ended<O> withoutEntry() {
    return new Ended<>(outcome, response, false);
  }

  /** The same, with the outcome seen otherwise. */
  <T> Ended<T> map(Function<? super O, T> mapping) {
    return new Ended<>(mapping.apply(outcome), response, isEntered);
  }
}
