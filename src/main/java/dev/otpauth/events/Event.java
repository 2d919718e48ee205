package dev.otpauth.events;

import java.util.UUID;

/**
 * An event that is being delivered.
 *
 * @param body as it is signed and sent
 * @param attempts tries, this one included
 */
record Event(UUID id, String type, String body, int attempts) {}
