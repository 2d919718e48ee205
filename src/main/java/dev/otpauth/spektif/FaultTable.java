package dev.otpauth.spektif;

import static dev.otpauth.spektif.Operation.CONTACT_LIST;
import static dev.otpauth.spektif.Operation.RESEND;
import static dev.otpauth.spektif.Operation.SEND_MESSAGE;
import static dev.otpauth.spektif.Operation.STATUS;
import static dev.otpauth.spektif.Operation.TEMPLATE_LIST;
import static dev.otpauth.spektif.Operation.VERIFY;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What an answer means: the first row that fits. An error is a refusal, so that nothing was done,
 * only where a row says that it is known to come before anything is done; every other error leaves
 * open what was done. What the provider's documentation does not say is known of its platform.
 */
final class FaultTable {

  private static final Set<Operation> ANY = EnumSet.allOf(Operation.class);
  private static final Set<Operation> CRM = EnumSet.range(CONTACT_LIST, TEMPLATE_LIST);

  private static final List<Row> ROWS =
      List.of(
          // Whatever the HTTP status. The platform answers every exception so, be it before, while
          // or after it sent a message, or when its database is gone.
          new Row(ANY, it -> it.isErrorOf("exception"), ResponseCategory.EXCEPTION),
          // Looked at before anything else is; the redirect leads to an HTML page.
          new Row(ANY, it -> it.isErrorOf("maintenance_mode"), ResponseCategory.MAINTENANCE),
          new Row(ANY, it -> it.redirectsTo("/maintenance"), ResponseCategory.MAINTENANCE),
          // A web server or CDN in front of PHP, which may have done it all the same.
          new Row(ANY, it -> it.status(500, 599), ResponseCategory.BROKEN),
          new Row(ANY, ResponseFacts::succeeded, ResponseCategory.ACCEPTED),
          // Success where there can be none, or of something else: it may have been done.
          new Row(ANY, it -> it.envelope().claimsSuccess(), ResponseCategory.NONSENSE),
          // Limits, of the provider or of the web server in front of it.
          new Row(ANY, it -> it.status(429, 429), ResponseCategory.THROTTLED),
          new Row(ANY, it -> it.all("rate", "limit"), ResponseCategory.THROTTLED),
          // The documented errors of OTP, under any other HTTP status.
          new Row(
              EnumSet.of(VERIFY), it -> it.isErrorOf("invalid_code"), ResponseCategory.MISMATCHED),
          new Row(EnumSet.of(VERIFY), it -> it.begins("attempt"), ResponseCategory.EXHAUSTED),
          new Row(EnumSet.of(VERIFY), it -> it.isErrorOf("expired"), ResponseCategory.EXPIRED),
          new Row(
              EnumSet.of(RESEND, STATUS),
              it -> it.isErrorOf("expired"),
              ResponseCategory.REFUSED_REFERENCE),
          // Who may call. A page instead of JSON is a challenge of something in front of PHP.
          new Row(ANY, it -> it.status(401, 403), ResponseCategory.REFUSED_ACCOUNT),
          new Row(
              ANY,
              it -> it.isErrorOf("unauthorized", "forbidden", "restricted"),
              ResponseCategory.REFUSED_ACCOUNT),
          // Redirects are not followed: a POST would become a GET, and the secrets would travel.
          new Row(ANY, it -> it.status(300, 399), ResponseCategory.REFUSED_ACCOUNT),
          // No such route, or one of the web pages that want a token against forgery.
          new Row(ANY, ResponseFacts::isWithoutRoute, ResponseCategory.REFUSED_ACCOUNT),
          new Row(ANY, it -> it.status(413, 413), ResponseCategory.REFUSED_OTHER),
          // Laravel's own validation.
          new Row(CRM, ResponseFacts::failsValidation, ResponseCategory.INVALID),
          new Row(ANY, ResponseFacts::failsValidation, ResponseCategory.REFUSED_OTHER),
          new Row(ANY, ResponseFacts::cutShort, ResponseCategory.BROKEN),
          new Row(ANY, it -> !it.isError(), ResponseCategory.NONSENSE),
          // No plan, or an expired one; a plan without API; an account that is gone.
          new Row(
              ANY,
              it -> it.isErrorOf("subscription_required", "not_available", "user_error"),
              ResponseCategory.REFUSED_ACCOUNT),
          new Row(CRM, it -> it.isErrorOf("validation_error"), ResponseCategory.INVALID),
          new Row(ANY, it -> it.isErrorOf("validation_error"), ResponseCategory.REFUSED_OTHER),
          // Taken limits, a contact that has messages, or that is blocked.
          new Row(
              CRM,
              it ->
                  it.isErrorOf("contact_error", "contact_limit_error")
                      || it.all("contact", "blocked"),
              ResponseCategory.CONFLICT),
          // Not known to come before the contact is saved without its image.
          new Row(CRM, it -> it.isErrorOf("image_upload_error"), ResponseCategory.UNCERTAIN),
          // A message makes its contact where there is none: what is not found is the way to it,
          // since the contact is blocked, or no WhatsApp account or plan is there.
          new Row(
              EnumSet.of(SEND_MESSAGE), it -> it.isErrorOf("not_found"), ResponseCategory.CONFLICT),
          new Row(
              CRM,
              it -> it.operation().mayMissARow() && it.isErrorOf("not_found", "unknown_contact"),
              ResponseCategory.NOT_FOUND),
          // A missing row, under a route that is there.
          new Row(
              ANY,
              it -> it.operation().isByReference() && it.noSuchReference(),
              ResponseCategory.LOST),
          new Row(ANY, it -> it.isErrorOf("not_found"), ResponseCategory.REFUSED_OTHER));

  private final ConfiguredRemarks placed;

  FaultTable(ConfiguredRemarks placed) {
    this.placed = placed;
  }

  /** What an answer means; where no row knows, what an operator has said of its remark. */
  ResponseCategory category(ResponseFacts facts) {
    return known(facts).or(() -> placed.category(facts)).orElse(ResponseCategory.UNPLACED);
  }

  private static Optional<ResponseCategory> known(ResponseFacts facts) {
    return ROWS.stream()
        .filter(row -> row.operations().contains(facts.operation()) && row.fits().test(facts))
        .findFirst()
        .map(Row::category);
  }

  /** Whether a row says what an error of that remark means, if only for one operation. */
  static boolean knows(String remark) {
    return ANY.stream().anyMatch(it -> known(ResponseFacts.ofError(it, remark)).isPresent());
  }

  /** What {@code not_found} means of what the call names, where its route is there. */
  static ResponseCategory meaningOfMissingRow(Operation operation) {
    return known(ResponseFacts.ofError(operation, "not_found"))
        .orElse(ResponseCategory.REFUSED_OTHER);
  }

  /** Nothing of the request was written, or nobody knows what became of it. */
  static ResponseCategory category(HttpResult.NoAnswer none) {
    return none.begun() ? ResponseCategory.BROKEN : ResponseCategory.NOT_SENT;
  }

  /** Whether the answer has its meaning even where the body is cut, endless or missing. */
  static boolean decidesByStatusAlone(int status) {
    return status == 401
        || status == 403
        || status == 413
        || status == 419
        || status == 429
        || (status >= 300 && status < 400);
  }

  private record Row(
      Set<Operation> operations, Predicate<ResponseFacts> fits, ResponseCategory category) {}
}
