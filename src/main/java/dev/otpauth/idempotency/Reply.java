package dev.otpauth.idempotency;

/**
 * The result of an idempotent call: an outcome to render, or a stored response.
 *
 * @param <O> the outcomes of the call
 */
public sealed interface Reply<O> {

  /** An outcome that is still to be rendered. */
  record Outcome<O>(O outcome) implements Reply<O> {}

  /**
   * A response stored under the call's key.
   *
   * @param isReplayed whether the call is a repeat
   */
  record Stored<O>(StoredResponse response, boolean isReplayed) implements Reply<O> {}
}
