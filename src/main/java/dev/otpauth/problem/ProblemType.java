package dev.otpauth.problem;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** The problem types of this service, each with a stable code, HTTP status and title. */
public enum ProblemType {
  INVALID_REQUEST(HttpStatus.BAD_REQUEST, "Invalid request"),
  UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "Unauthorized"),
  FORBIDDEN(HttpStatus.FORBIDDEN, "Forbidden"),
  DESTINATION_BLOCKED(HttpStatus.FORBIDDEN, "Destination blocked"),
  NOT_FOUND(HttpStatus.NOT_FOUND, "Not found"),
  REQUEST_NOT_FOUND(HttpStatus.NOT_FOUND, "Request not found"),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed"),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Not acceptable"),
  ALREADY_VERIFIED(HttpStatus.CONFLICT, "Already verified"),
  IN_PROGRESS(HttpStatus.CONFLICT, "In progress"),
  BINDING_MISMATCH(HttpStatus.CONFLICT, "Binding mismatch"),
  CONFLICT(HttpStatus.CONFLICT, "Conflict"),
  EXPIRED(HttpStatus.GONE, "Expired"),
  ATTEMPTS_EXHAUSTED(HttpStatus.GONE, "Attempts exhausted"),
  NOT_DELIVERED(HttpStatus.GONE, "Not delivered"),
  CANCELLED(HttpStatus.GONE, "Cancelled"),
  PAYLOAD_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "Payload too large"),
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type"),
  INVALID_CODE(HttpStatus.UNPROCESSABLE_CONTENT, "Invalid code"),
  IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "Idempotency key reused"),
  DESTINATION_REJECTED(HttpStatus.UNPROCESSABLE_CONTENT, "Destination rejected"),
  RATE_LIMIT_EXCEEDED(HttpStatus.TOO_MANY_REQUESTS, "Rate limit exceeded"),
  INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error"),
  PROVIDER_ERROR(HttpStatus.BAD_GATEWAY, "Provider error"),
  PROVIDER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Provider unavailable"),
  OUTCOME_UNKNOWN(HttpStatus.GATEWAY_TIMEOUT, "Outcome unknown");

  private final HttpStatus status;
  private final String title;

  ProblemType(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The stable code for callers: the name in lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The {@code type} member (RFC 9457, section 3.1.1). */
  public String uri() {
    return "urn:otp-auth:problem:" + code();
  }

  public HttpStatus status() {
    return status;
  }

  public String title() {
    return title;
  }
}
