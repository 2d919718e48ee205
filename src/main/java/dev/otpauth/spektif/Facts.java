package dev.otpauth.spektif;

import java.util.Set;

/** What the rows of the {@link FaultTable} ask about an answer. */
record Facts(Operation operation, int httpStatus, Envelope envelope) {

  private static final Set<String> WRONG = Set.of("incorrect", "invalid", "wrong");
  private static final Set<String> CODE = Set.of("code", "otp");
  private static final Set<String> UNKNOWN = Set.of("invalid", "unknown");

  /** The HTTP status, for people. */
  String statusLine() {
    return "HTTP " + httpStatus;
  }

  boolean status(int from, int to) {
    return from <= httpStatus && httpStatus <= to;
  }

  /** The HTTP status, the envelope's status and its remark all say so; none of them alone does. */
  boolean succeeded() {
    return status(200, 299)
        && envelope.claimsSuccess()
        && envelope.remark().equals(operation.successRemark());
  }

  /** Nothing, or not all, of a body that should hold the answer. */
  boolean cutShort() {
    return status(200, 299) && envelope.form() == Envelope.Form.CUT;
  }

  /** An error in the provider's envelope; a 4xx may leave the envelope's own status out. */
  boolean isError() {
    return (envelope.status().equals("error") && (status(200, 299) || status(400, 499)))
        || (status(400, 499) && !envelope.remark().isEmpty());
  }

  boolean any(String... words) {
    return any(Set.of(words));
  }

  boolean any(Set<String> words) {
    return envelope.words().stream().anyMatch(words::contains);
  }

  boolean all(String... words) {
    return envelope.words().containsAll(Set.of(words));
  }

  boolean begins(String prefix) {
    return envelope.words().stream().anyMatch(it -> it.startsWith(prefix));
  }

  boolean wrongCode() {
    return any(WRONG) && any(CODE);
  }

  boolean noSuchReference() {
    return all("not", "found") || (any(UNKNOWN) && any("reference")) || status(404, 404);
  }
}
