package dev.otpauth.idempotency;

/** What a call has done, which decides what a repeat of it gets. */
public enum Effect {
  /** Nothing: a repeat is another call. */
  NOT_STARTED,
  /** It is not known yet: a repeat is told what has become of it. */
  OPEN,
  /** It is done: a repeat gets the same answer. */
  FINAL
}
