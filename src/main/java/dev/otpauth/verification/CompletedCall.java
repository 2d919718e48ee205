package dev.otpauth.verification;

import dev.otpauth.idempotency.StoredResponse;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call has its outcome.
 *
 * @param response what is stored under the call's key; absent where nothing is
 * @param audit what the audit record has of it
 * @param <O> how the call may end
 */
record CompletedCall<O>(O outcome, @Nullable StoredResponse response, Audit audit) {

  /** What the audit record has of a call. */
  enum Audit {
    /** Its entry, written with what the call did. */
    ENTERED,
    /** Nothing yet. */
    TO_ENTER,
    /** Nothing, and it did nothing: it is counted. */
    TO_COUNT
  }

  /** The same, without its entry. */
  CompletedCall<O> withoutEntry() {
    return new CompletedCall<>(outcome, response, Audit.TO_ENTER);
  }

  /** The same, with the outcome seen otherwise. */
  <T> CompletedCall<T> map(Function<? super O, T> mapping) {
    return new CompletedCall<>(mapping.apply(outcome), response, audit);
  }
}
