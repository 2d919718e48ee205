package dev.otpauth.sandbox;

import java.time.Instant;

/**
 * A message to a phone, or from it. Prints without what it says.
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

  /** Whether the phone has it. */
  boolean isOnPhone() {
    return isFromPhone || ScriptedBehaviour.of(phone) != ScriptedBehaviour.UNDELIVERABLE;
  }

  @Override
  public String toString() {
    return "ChatMessage[%s]".formatted(id);
  }
}
