package dev.otpauth.spektif;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** What came of one HTTP exchange. */
sealed interface Reply {

  /** An answer with all of its body. */
  @SuppressWarnings("ArrayRecordComponent") // read once, compared by no one
  record Answer(int status, HttpHeaders headers, byte[] body) implements Reply {

    private static final byte[] EMPTY = {};

    Answer withBody(byte[] other) {
      return new Answer(status, headers, other);
    }

    static Answer of(ResponseEntity<byte[]> entity) {
      var body = entity.getBody();
      return new Answer(
          entity.getStatusCode().value(), entity.getHeaders(), body == null ? EMPTY : body);
    }

    @Override
    public String toString() {
      return "Answer[status=%s]".formatted(status);
    }
  }

  /**
   * No answer, or not all of it.
   *
   * @param begun whether any of the request may have been written
   * @param outage why, for an operator
   * @param failure the exceptions' class names, for the log
   */
  record NoAnswer(boolean begun, Outage outage, String failure) implements Reply {}
}
