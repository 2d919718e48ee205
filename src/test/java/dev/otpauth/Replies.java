package dev.otpauth;

import dev.otpauth.idempotency.Reply;

/** Extracts the outcomes of calls without an idempotency key. */
public final class Replies {

  private Replies() {}

  /** Returns the outcome. */
  public static <O> O outcome(Reply<O> reply) {
    return ((Reply.Outcome<O>) reply).outcome();
  }
}
