package dev.otpauth.idempotency;

/**
 * What a call is answered with.
 *
 * @param <O> how the call may end
 */
public sealed interface Reply<O> {

  /** An outcome that is still to be put into words. */
  record Outcome<O>(O outcome) implements Reply<O> {}

  /**
   * A response that is stored under the call's key.
   *
   * @param isReplayed whether the call repeats the one that it was stored for
   */
  record Stored<O>(StoredResponse response, boolean isReplayed) implements Reply<O> {}
}
