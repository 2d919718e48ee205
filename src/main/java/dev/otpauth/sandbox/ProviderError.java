package dev.otpauth.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** The errors of the simulated API, with HTTP status, remark and default message. */
enum ProviderError {
  UNAUTHORIZED(401, "Unauthorized", "The client id or the client secret is not valid"),
  INVALID_FIELD(422, "validation_error", "The request is not valid."),
  UNKNOWN_REFERENCE(404, "not_found", "No OTP has this reference_id."),
  THROTTLED(
      429,
      "rate_limit_exceeded",
      "Too many OTP requests. Please wait 10 minutes before trying again."),
  WRONG_CODE(400, "invalid_code", "Invalid OTP code."),
  EXPIRED(400, "expired", "This OTP has expired. Please request a new one."),
  EXHAUSTED(400, "max_attempts_exceeded", "Too many wrong codes. Please request a new OTP."),
  SERVER_ERROR(500, "server_error", "Something went wrong."),
  PLAN_EXPIRED(200, "subscription_required", "Your plan has expired. Please subscribe to a plan."),
  /** An unexplained error, before or after the message was sent. */
  EXCEPTION(
      200,
      "exception",
      "cURL error 28: Operation timed out after 30001 milliseconds with 0 bytes received"),
  NO_ROUTE(404, "not_found", "The route could not be found."),
  WRONG_METHOD(200, "exception", "The method is not supported for this route."),
  BODY_TOO_LARGE(200, "exception", "The POST data is too large."),
  INVALID_REQUEST(200, "validation_error", "The request is not valid."),
  NUMBER_TAKEN(200, "validation_error", "The mobile has already been taken."),
  UNKNOWN_CONTACT(200, "unknown_contact", "No contact has this id."),
  NO_SUCH_CONTACT(200, "not_found", "No contact has this id."),
  NO_SUCH_CONVERSATION(200, "not_found", "No conversation has this id."),
  NO_SUCH_TEMPLATE(200, "not_found", "No approved template has this id."),
  NO_SUCH_CTA_URL(200, "not_found", "No CTA URL has this id."),
  NO_SUCH_LIST(200, "not_found", "No interactive list has this id."),
  BLOCKED(200, "not_found", "The contact is blocked."),
  BLOCKED_CONTACT_STAYS(200, "contact_error", "A blocked contact cannot be deleted."),
  CONTACT_HAS_MESSAGES(200, "contact_error", "A contact with messages cannot be deleted."),
  CONTACT_LIMIT(200, "contact_limit_error", "Your plan has no room for another contact."),
  IMAGE_NOT_UPLOADED(200, "image_upload_error", "The image could not be read.");

  private final int status;
  private final String remark;
  private final String defaultMessage;

  ProviderError(int status, String remark, String defaultMessage) {
    this.status = status;
    this.remark = remark;
    this.defaultMessage = defaultMessage;
  }

  ResponseEntity<ResponseEnvelope> answer() {
    return answer(List.of(defaultMessage), null);
  }

  ResponseEntity<ResponseEnvelope> answer(ResponseData data) {
    return answer(List.of(defaultMessage), data);
  }

  /** Returns an exception that carries this error with its default message. */
  RejectedException rejection() {
    return new RejectedException(answer());
  }

  /** Returns an exception that carries this error with that message. */
  RejectedException because(String message) {
    return because(List.of(message));
  }

  RejectedException because(List<String> sentences) {
    return new RejectedException(answer(sentences, null));
  }

  private ResponseEntity<ResponseEnvelope> answer(
      List<String> sentences, @Nullable ResponseData data) {
    return ResponseEntity.status(HttpStatus.valueOf(status))
        .body(ResponseEnvelope.error(remark, sentences, data));
  }

  /** Carries an error response out of a controller. */
  static final class RejectedException extends RuntimeException {
    private final transient ResponseEntity<ResponseEnvelope> answer;

    private RejectedException(ResponseEntity<ResponseEnvelope> answer) {
      super(null, null, false, false);
      this.answer = answer;
    }

    ResponseEntity<ResponseEnvelope> answer() {
      return answer;
    }
  }
}
