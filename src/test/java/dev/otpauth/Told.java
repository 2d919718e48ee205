package dev.otpauth;

import dev.otpauth.idempotency.Reply;

/** What calls without a key are told. */
public final class Told {

  private Told() {}

  /** The outcome. */
  public static <O> O of(Reply<O> reply) {
    return ((Reply.Outcome<O>) reply).outcome();
  }
}
