package dev.otpauth.spektif;

import org.springframework.http.HttpHeaders;

/** The result of one HTTP exchange. */
sealed interface HttpResult {

  /** A complete response. */
  @SuppressWarnings("ArrayRecordComponent") // read once, compared by no one
  record Answer(int status, HttpHeaders headers, byte[] body) implements HttpResult {

    Answer withBody(byte[] other) {
      return new Answer(status, headers, other);
    }

    @Override
    public String toString() {
      return "Answer[status=%s]".formatted(status);
    }
  }

  /**
   * No response, or an incomplete one.
   *
   * @param begun whether the provider may act on the request: writing has begun, or, for a request
   *     with a file, is complete
   * @param bodyConsumed whether the request's file was read, so that it cannot be sent again
   * @param outage the cause, for an operator
   * @param failure exception class names, for the log
   */
  record NoAnswer(boolean begun, boolean bodyConsumed, Outage outage, String failure)
      implements HttpResult {}

  /**
   * Aborted by this service because the request's file could not be read; the provider got no
   * complete request.
   *
   * @param failure exception class names, for the log
   */
  record Aborted(String failure) implements HttpResult {}

  /** Returns the result for a response that cannot be read. */
  static HttpResult broken(String detail) {
    return new NoAnswer(true, false, OutageCause.BROKEN_ANSWER.withEvidence(detail), detail);
  }
}
