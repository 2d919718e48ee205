package dev.otpauth.verification.web;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Parses a {@code request_id}: the canonical text form of a UUID (RFC 9562). */
final class RequestId {

  /**
   * Path segments that may be a {@code request_id}; the other endpoints' names have lower-case
   * letters only.
   */
  static final String SEGMENT = ".*[^a-z].*";

  static final String PATTERN =
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

  private static final Pattern FORM = Pattern.compile(PATTERN);

  private RequestId() {}

  static Optional<UUID> parse(String value) {
    return FORM.matcher(value).matches() ? Optional.of(UUID.fromString(value)) : Optional.empty();
  }
}
