package dev.otpauth.sandbox;

/** What became of a message. */
sealed interface ChatOutcome {

  record Sent(ChatMessage message) implements ChatOutcome {}

  /** The contact is blocked, which stops messages both ways. */
  record Blocked() implements ChatOutcome {}
}
