package dev.otpauth.sandbox;

import java.time.Instant;

/**
 * A message to or from a phone. {@link #toString} omits its content.
 *
 * @param phone the contact's number
 * @param isFromPhone whether the contact wrote it
 */
record ChatMessage(
    long id,
    long conversationId,
    Msisdn phone,
    boolean isFromPhone,
    MessageContent content,
    Instant sentAt) {

  /** Returns false for a message to an undeliverable number. */
  boolean isOnPhone() {
    return isFromPhone || ScriptedBehaviour.of(phone) != ScriptedBehaviour.UNDELIVERABLE;
  }

  @Override
  public String toString() {
    return "ChatMessage[%s]".formatted(id);
  }
}
