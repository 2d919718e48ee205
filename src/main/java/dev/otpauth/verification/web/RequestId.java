package dev.otpauth.verification.web;

/** How a {@code request_id} is written: the canonical form of a UUID (RFC 9562). */
final class RequestId {

  static final String PATTERN =
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

  private RequestId() {}
}
