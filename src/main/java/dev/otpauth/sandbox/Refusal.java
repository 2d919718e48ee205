package dev.otpauth.sandbox;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Every error of the simulated API: its HTTP status, its remark and its usual message. */
enum Refusal {
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
  /** Whatever went wrong, before or after the message was sent. */
  EXCEPTION(
      200,
      "exception",
      "cURL error 28: Operation timed out after 30001 milliseconds with 0 bytes received");

  private final int status;
  private final String remark;
  private final String usualMessage;

  Refusal(int status, String remark, String usualMessage) {
    this.status = status;
    this.remark = remark;
    this.usualMessage = usualMessage;
  }

  ResponseEntity<Answer> answer() {
    return answer(usualMessage, null);
  }

  ResponseEntity<Answer> answer(Data data) {
    return answer(usualMessage, data);
  }

  /** Leaves the handler at once; for what is wrong with a request before anything is done. */
  Rejected because(String message) {
    return new Rejected(answer(message, null));
  }

  private ResponseEntity<Answer> answer(String message, @Nullable Data data) {
    return ResponseEntity.status(HttpStatus.valueOf(status))
        .body(Answer.error(remark, message, data));
  }

  /** Carries the answer out of the reading of a request. */
  static final class Rejected extends RuntimeException {
    private final transient ResponseEntity<Answer> answer;

    private Rejected(ResponseEntity<Answer> answer) {
      super(null, null, false, false);
      this.answer = answer;
    }

    ResponseEntity<Answer> answer() {
      return answer;
    }
  }
}
