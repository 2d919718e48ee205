package dev.otpauth.verification;

import dev.otpauth.idempotency.StoredResponse;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a call, with its stored response and the state of its audit.
 *
 * @param response the response stored under the call's key; null if none is
 * @param audit whether the call's audit entry is written already
 * @param <O> the outcomes of the call
 */
record CompletedCall<O>(O outcome, @Nullable StoredResponse response, Audit audit) {

  /** How a call gets into the audit record. */
  enum Audit {
    /** Its entry was saved together with its changes. */
    SAVED,
    /** Its entry is still to be written. */
    TO_SAVE,
    /** It changed nothing: it is only to be counted. */
    TO_COUNT
  }

  /** A copy whose audit entry is still to be written. */
  CompletedCall<O> withoutEntry() {
    return new CompletedCall<>(outcome, response, Audit.TO_SAVE);
  }

  /** A copy with the outcome mapped. */
  <T> CompletedCall<T> map(Function<? super O, T> mapping) {
    return new CompletedCall<>(mapping.apply(outcome), response, audit);
  }
}
