package dev.otpauth.events;

import java.util.UUID;

/**
 * An event that is being delivered. Prints without its body.
 *
 * @param body as it is signed and sent
 * @param attempts tries, this one included
 */
record Event(UUID id, String type, String body, int attempts) {
  @Override
  public String toString() {
    return "Event[id=%s, type=%s, attempts=%s]".formatted(id, type, attempts);
  }
}
