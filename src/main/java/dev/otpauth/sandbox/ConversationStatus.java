package dev.otpauth.sandbox;

import java.util.Arrays;
import java.util.Optional;

/** The status of a conversation, with its documented number. */
enum ConversationStatus {
  DONE(1),
  PENDING(2),
  IMPORTANT(3),
  UNREAD(4);

  private final int number;

  ConversationStatus(int number) {
    this.number = number;
  }

  static Optional<ConversationStatus> parse(String text) {
    return Arrays.stream(values())
        .filter(status -> text.equals(Integer.toString(status.number)))
        .findFirst();
  }

  int number() {
    return number;
  }
}
