package dev.otpauth.verification.web;

import java.util.Optional;
import java.util.UUID;

/** How a {@code request_id} is written: the canonical form of a UUID (RFC 9562). */
final class RequestId {

  /** Of a path, what may have been meant for one: the words of other calls are letters alone. */
  static final String SEGMENT = ".*[^a-z].*";

  static final String PATTERN =
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

  private RequestId() {}

  static Optional<UUID> parse(String value) {
    return value.matches(PATTERN) ? Optional.of(UUID.fromString(value)) : Optional.empty();
  }
}
