package dev.otpauth.spektif;

import org.springframework.http.HttpHeaders;

/** What came of one HTTP exchange. */
sealed interface HttpResult {

  /** An answer with all of its body. */
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
   * No answer, or not all of it.
   *
   * @param begun whether the request may have come as far that the provider can act on it: begun to
   *     be written, or written as a whole where it has a file
   * @param spent whether what was written of it is gone, so that it cannot be written again
   * @param outage why, for an operator
   * @param failure the exceptions' class names, for the log
   */
  record NoAnswer(boolean begun, boolean spent, Outage outage, String failure)
      implements HttpResult {}

  /**
   * Broken off by us, since the file of the request failed: it was not written as a whole.
   *
   * @param failure the exceptions' class names, for the log
   */
  record Aborted(String failure) implements HttpResult {}

  /** An answer that is none. */
  static HttpResult broken(String detail) {
    return new NoAnswer(true, false, OutageCause.BROKEN_ANSWER.seenBy(detail), detail);
  }
}
