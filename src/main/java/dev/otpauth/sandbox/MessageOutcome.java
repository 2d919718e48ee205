package dev.otpauth.sandbox;

/** What became of a message. */
sealed interface MessageOutcome {

  record Sent(ChatMessage message) implements MessageOutcome {}

  /** The contact is blocked, which stops messages both ways. */
  record Blocked() implements MessageOutcome {}
}
