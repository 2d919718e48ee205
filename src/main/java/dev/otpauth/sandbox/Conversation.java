package dev.otpauth.sandbox;

import java.time.Instant;

/** All messages to and from one contact. */
record Conversation(long id, long contactId, ConversationStatus status, Instant lastMessageAt) {

  Conversation in(ConversationStatus status) {
    return new Conversation(id, contactId, status, lastMessageAt);
  }
}
