package dev.otpauth.events;

import java.util.UUID;

/**
 * An event in delivery. {@link #toString} omits the body.
 *
 * @param body the JSON text that is signed and sent
 * @param attempts delivery attempts, this one included
 */
record Event(UUID id, String type, String body, int attempts) {
  @Override
  public String toString() {
    return "Event[id=%s, type=%s, attempts=%s]".formatted(id, type, attempts);
  }
}
