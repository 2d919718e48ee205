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
          new Row(ANY, it -> it.isErrorOf("exception"), Meaning.EXCEPTION),
          // Looked at before anything else is; the redirect leads to an HTML page.
          new Row(ANY, it -> it.isErrorOf("maintenance_mode"), Meaning.MAINTENANCE),
          new Row(ANY, it -> it.redirectsTo("/maintenance"), Meaning.MAINTENANCE),
          // A web server or CDN in front of PHP, which may have done it all the same.
          new Row(ANY, it -> it.status(500, 599), Meaning.BROKEN),
          new Row(ANY, Facts::succeeded, Meaning.ACCEPTED),
          // Success where there can be none, or of something else: it may have been done.
          new Row(ANY, it -> it.envelope().claimsSuccess(), Meaning.NONSENSE),
          // Limits, of the provider or of the web server in front of it.
          new Row(ANY, it -> it.status(429, 429), Meaning.THROTTLED),
          new Row(ANY, it -> it.all("rate", "limit"), Meaning.THROTTLED),
          // The documented errors of OTP, under any other HTTP status.
          new Row(EnumSet.of(VERIFY), it -> it.isErrorOf("invalid_code"), Meaning.MISMATCHED),
          new Row(EnumSet.of(VERIFY), it -> it.begins("attempt"), Meaning.EXHAUSTED),
          new Row(EnumSet.of(VERIFY), it -> it.isErrorOf("expired"), Meaning.EXPIRED),
          new Row(
              EnumSet.of(RESEND, STATUS), it -> it.isErrorOf("expired"), Meaning.REFUSED_REFERENCE),
          // Who may call. A page instead of JSON is a challenge of something in front of PHP.
          new Row(ANY, it -> it.status(401, 403), Meaning.REFUSED_ACCOUNT),
          new Row(
              ANY,
              it -> it.isErrorOf("unauthorized", "forbidden", "restricted"),
              Meaning.REFUSED_ACCOUNT),
          // Redirects are not followed: a POST would become a GET, and the secrets would travel.
          new Row(ANY, it -> it.status(300, 399), Meaning.REFUSED_ACCOUNT),
          // No such route, or one of the web pages that want a token against forgery.
          new Row(ANY, Facts::isWithoutRoute, Meaning.REFUSED_ACCOUNT),
          new Row(ANY, it -> it.status(413, 413), Meaning.REFUSED_OTHER),
          // Laravel's own validation.
          new Row(CRM, Facts::failsValidation, Meaning.INVALID),
          new Row(ANY, Facts::failsValidation, Meaning.REFUSED_OTHER),
          new Row(ANY, Facts::cutShort, Meaning.BROKEN),
          new Row(ANY, it -> !it.isError(), Meaning.NONSENSE),
          // No plan, or an expired one; a plan without API; an account that is gone.
          new Row(
              ANY,
              it -> it.isErrorOf("subscription_required", "not_available", "user_error"),
              Meaning.REFUSED_ACCOUNT),
          new Row(CRM, it -> it.isErrorOf("validation_error"), Meaning.INVALID),
          new Row(ANY, it -> it.isErrorOf("validation_error"), Meaning.REFUSED_OTHER),
          // Taken limits, a contact that has messages, or that is blocked.
          new Row(
              CRM,
              it ->
                  it.isErrorOf("contact_error", "contact_limit_error")
                      || it.all("contact", "blocked"),
              Meaning.CONFLICT),
          // Not known to come before the contact is saved without its image.
          new Row(CRM, it -> it.isErrorOf("image_upload_error"), Meaning.UNCERTAIN),
          // A message makes its contact where there is none: what is not found is the way to it,
          // since the contact is blocked, or no WhatsApp account or plan is there.
          new Row(EnumSet.of(SEND_MESSAGE), it -> it.isErrorOf("not_found"), Meaning.CONFLICT),
          new Row(
              CRM,
              it -> it.operation().mayMissARow() && it.isErrorOf("not_found", "unknown_contact"),
              Meaning.NOT_FOUND),
          // A missing row, under a route that is there.
          new Row(ANY, it -> it.operation().isByReference() && it.noSuchReference(), Meaning.LOST),
          new Row(ANY, it -> it.isErrorOf("not_found"), Meaning.REFUSED_OTHER));

  private final PlacedRemarks placed;

  FaultTable(PlacedRemarks placed) {
    this.placed = placed;
  }

  /** What an answer means; where no row knows, what an operator has said of its remark. */
  Meaning meaning(Facts facts) {
    return known(facts).or(() -> placed.meaning(facts)).orElse(Meaning.UNPLACED);
  }

  private static Optional<Meaning> known(Facts facts) {
    return ROWS.stream()
        .filter(row -> row.operations().contains(facts.operation()) && row.fits().test(facts))
        .findFirst()
        .map(Row::meaning);
  }

  /** Whether a row says what an error of that remark means, if only for one operation. */
  static boolean knows(String remark) {
    return ANY.stream().anyMatch(it -> known(Facts.ofError(it, remark)).isPresent());
  }

  /** What {@code not_found} means of what the call names, where its route is there. */
  static Meaning meaningOfMissingRow(Operation operation) {
    return known(Facts.ofError(operation, "not_found")).orElse(Meaning.REFUSED_OTHER);
  }

  /** Nothing of the request was written, or nobody knows what became of it. */
  static Meaning meaning(Reply.NoAnswer none) {
    return none.begun() ? Meaning.BROKEN : Meaning.NOT_SENT;
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

  private record Row(Set<Operation> operations, Predicate<Facts> fits, Meaning meaning) {}
}
