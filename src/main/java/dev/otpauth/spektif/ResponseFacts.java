package dev.otpauth.spektif;

import java.util.Set;
import org.springframework.http.HttpHeaders;

/**
 * The properties of a response that the rows of the {@link FaultTable} test.
 *
 * @param location the {@code Location} header; empty if absent
 */
record ResponseFacts(Operation operation, int httpStatus, String location, Envelope envelope) {

  static ResponseFacts of(Operation operation, HttpResult.Answer answer) {
    var location = answer.headers().getFirst(HttpHeaders.LOCATION);
    return new ResponseFacts(
        operation, answer.status(), location == null ? "" : location, Envelope.read(answer.body()));
  }

  /** Returns a typical error response with that remark. */
  static ResponseFacts ofError(Operation operation, String remark) {
    return new ResponseFacts(operation, 200, "", Envelope.ofError(remark));
  }

  /** The HTTP status for logs and messages, such as {@code HTTP 502}. */
  String statusLine() {
    return "HTTP " + httpStatus;
  }

  boolean status(int from, int to) {
    return from <= httpStatus && httpStatus <= to;
  }

  /**
   * Whether HTTP status, envelope status and remark all mean success; one alone does not suffice.
   */
  boolean succeeded() {
    return status(200, 299) && envelope.claimsSuccess() && operation.isSuccess(envelope.remark());
  }

  /** Whether the body is empty or truncated. */
  boolean cutShort() {
    return status(200, 299) && envelope.form() == Envelope.Form.CUT;
  }

  /** Whether the envelope reports an error; a 4xx may omit the envelope's status. */
  boolean isError() {
    return (envelope.status().equals("error") && (status(200, 299) || status(400, 499)))
        || (status(400, 499) && !envelope.remark().isEmpty());
  }

  /** Whether the envelope reports an error with one of these remarks, under any HTTP status. */
  boolean isErrorOf(String... remarks) {
    return !envelope.claimsSuccess()
        && Set.of(remarks).contains(String.join("_", envelope.words()));
  }

  /**
   * Whether the body is a web page, which comes from something in front of the provider's
   * application.
   */
  boolean isPage() {
    return envelope.form() == Envelope.Form.UNREADABLE;
  }

  /** Whether a 404 may refer to a row instead of the route. */
  static boolean mayBeOfARow(Envelope envelope) {
    return envelope.remark().equals("not_found");
  }

  /**
   * Whether the route is missing: a 404 without another remark, or a 419 (Laravel's expired CSRF
   * token).
   */
  boolean isWithoutRoute() {
    var remark = envelope.remark();
    return status(419, 419)
        || (status(404, 404) && (remark.isEmpty() || remark.equals("not_found")));
  }

  /** Whether it is Laravel's validation error; nothing was done. */
  boolean failsValidation() {
    return status(400, 499) && envelope.remark().isEmpty() && envelope.listsErrors();
  }

  /**
   * Whether it redirects to a URL whose path ends like this; ignores the query and a trailing
   * slash.
   */
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

  boolean anyStartsWith(String prefix) {
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
