package dev.otpauth.sandbox;

/** The outcome of sending a message to a phone or from it. */
sealed interface MessageOutcome {

  record Sent(ChatMessage message) implements MessageOutcome {}

  /** The contact is blocked, which stops messages in both directions. */
  record Blocked() implements MessageOutcome {}
}
