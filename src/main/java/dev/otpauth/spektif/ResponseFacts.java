package dev.otpauth.spektif;

import java.util.Set;
import org.springframework.http.HttpHeaders;

/**
 * What the rows of the {@link FaultTable} ask about an answer.
 *
 * @param location where a redirect leads; empty where it says nothing of it
 */
record ResponseFacts(Operation operation, int httpStatus, String location, Envelope envelope) {

  static ResponseFacts of(Operation operation, HttpResult.Answer answer) {
    var location = answer.headers().getFirst(HttpHeaders.LOCATION);
    return new ResponseFacts(
        operation, answer.status(), location == null ? "" : location, Envelope.read(answer.body()));
  }

  /** An error as the provider usually tells it, and nothing else. */
  static ResponseFacts ofError(Operation operation, String remark) {
    return new ResponseFacts(operation, 200, "", Envelope.ofError(remark));
  }

  /** The HTTP status, for people. */
  String statusLine() {
    return "HTTP " + httpStatus;
  }

  boolean status(int from, int to) {
    return from <= httpStatus && httpStatus <= to;
  }

  /** The HTTP status, the envelope's status and its remark all say so; none of them alone does. */
  boolean succeeded() {
    return status(200, 299) && envelope.claimsSuccess() && operation.isSuccess(envelope.remark());
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

  /** Whether the envelope tells of an error by one of these remarks, under any HTTP status. */
  boolean isErrorOf(String... remarks) {
    return !envelope.claimsSuccess()
        && Set.of(remarks).contains(String.join("_", envelope.words()));
  }

  /** A page where JSON should be: an answer of something in front of the provider's application. */
  boolean isPage() {
    return envelope.form() == Envelope.Form.UNREADABLE;
  }

  /** Whether a 404 may be of a row that is missing, and not of a route. */
  static boolean mayBeOfARow(Envelope envelope) {
    return envelope.remark().equals("not_found");
  }

  /** A 404 that tells of a route, or of nothing; or a 419, Laravel's word for a stale web form. */
  boolean isWithoutRoute() {
    var remark = envelope.remark();
    return status(419, 419)
        || (status(404, 404) && (remark.isEmpty() || remark.equals("not_found")));
  }

  /** Laravel's own form of a refused request: nothing was done. */
  boolean failsValidation() {
    return status(400, 499) && envelope.remark().isEmpty() && envelope.listsErrors();
  }

  /** Whether a redirect's path ends so; its query does not count, nor a slash at the end. */
  boolean redirectsTo(String path) {
    return status(300, 399)
        && location.replaceFirst("[?#].*$", "").replaceFirst("/+$", "").endsWith(path);
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

  boolean noSuchReference() {
    return isErrorOf(
        "not_found",
        "reference_not_found",
        "otp_not_found",
        "invalid_reference",
        "unknown_reference");
  }

  @Override
  public String toString() {
    return "ResponseFacts[operation=%s, httpStatus=%s, envelope=%s]"
        .formatted(operation, httpStatus, envelope);
  }
}
