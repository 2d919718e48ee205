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
 * Classifies responses; the first matching row wins. An error counts as a refusal (nothing was
 * done) only if a row says that it is raised before anything is done; after any other error the
 * outcome is unknown. Rows that the provider's documentation does not cover come from knowledge of
 * its platform (Laravel).
 */
final class FaultTable {

  private static final Set<Operation> ANY = EnumSet.allOf(Operation.class);
  private static final Set<Operation> CRM = EnumSet.range(CONTACT_LIST, TEMPLATE_LIST);

  private static final List<Row> ROWS =
      List.of(
          // Under any HTTP status. The platform answers every exception like this, whether it
          // occurs before, during or after sending, or when its database is down.
          new Row(ANY, it -> it.isErrorOf("exception"), ResponseCategory.EXCEPTION),
          // Checked by the provider before anything else; the redirect leads to an HTML page.
          new Row(ANY, it -> it.isErrorOf("maintenance_mode"), ResponseCategory.MAINTENANCE),
          new Row(ANY, it -> it.redirectsTo("/maintenance"), ResponseCategory.MAINTENANCE),
          // From a web server or CDN in front of PHP; PHP may have executed the call.
          new Row(ANY, it -> it.status(500, 599), ResponseCategory.BROKEN),
          new Row(ANY, ResponseFacts::succeeded, ResponseCategory.ACCEPTED),
          // A success with a wrong status or remark: the call may have been executed.
          new Row(ANY, it -> it.envelope().claimsSuccess(), ResponseCategory.MALFORMED),
          // Rate limits of the provider, or of the web server in front of it.
          new Row(ANY, it -> it.status(429, 429), ResponseCategory.THROTTLED),
          new Row(ANY, it -> it.all("rate", "limit"), ResponseCategory.THROTTLED),
          // The documented OTP errors, under any other HTTP status.
          new Row(
              EnumSet.of(VERIFY), it -> it.isErrorOf("invalid_code"), ResponseCategory.MISMATCHED),
          new Row(
              EnumSet.of(VERIFY), it -> it.anyStartsWith("attempt"), ResponseCategory.EXHAUSTED),
          new Row(EnumSet.of(VERIFY), it -> it.isErrorOf("expired"), ResponseCategory.EXPIRED),
          new Row(
              EnumSet.of(RESEND, STATUS),
              it -> it.isErrorOf("expired"),
              ResponseCategory.REFUSED_REFERENCE),
          // Authentication. A page instead of JSON comes from a firewall or CDN in front of PHP.
          new Row(ANY, it -> it.status(401, 403), ResponseCategory.REFUSED_ACCOUNT),
          new Row(
              ANY,
              it -> it.isErrorOf("unauthorized", "forbidden", "restricted"),
              ResponseCategory.REFUSED_ACCOUNT),
          // Redirects are not followed: a POST would become a GET, and the credentials would be
          // sent to another host.
          new Row(ANY, it -> it.status(300, 399), ResponseCategory.REFUSED_ACCOUNT),
          // No such route, or a web form that requires a CSRF token.
          new Row(ANY, ResponseFacts::isWithoutRoute, ResponseCategory.REFUSED_ACCOUNT),
          new Row(ANY, it -> it.status(413, 413), ResponseCategory.REFUSED_OTHER),
          // Laravel's own validation.
          new Row(CRM, ResponseFacts::failsValidation, ResponseCategory.INVALID),
          new Row(ANY, ResponseFacts::failsValidation, ResponseCategory.REFUSED_OTHER),
          new Row(ANY, ResponseFacts::cutShort, ResponseCategory.BROKEN),
          new Row(ANY, it -> !it.isError(), ResponseCategory.MALFORMED),
          // No plan or an expired one; a plan without API access; a deleted account.
          new Row(
              ANY,
              it -> it.isErrorOf("subscription_required", "not_available", "user_error"),
              ResponseCategory.REFUSED_ACCOUNT),
          new Row(CRM, it -> it.isErrorOf("validation_error"), ResponseCategory.INVALID),
          new Row(ANY, it -> it.isErrorOf("validation_error"), ResponseCategory.REFUSED_OTHER),
          // A limit is reached, or the contact has messages or is blocked.
          new Row(
              CRM,
              it ->
                  it.isErrorOf("contact_error", "contact_limit_error")
                      || it.all("contact", "blocked"),
              ResponseCategory.CONFLICT),
          // The contact may have been saved without its image.
          new Row(CRM, it -> it.isErrorOf("image_upload_error"), ResponseCategory.UNCERTAIN),
          // Sending a message creates the contact if necessary, so "not found" means that the
          // contact is blocked, or that there is no WhatsApp account or plan.
          new Row(
              EnumSet.of(SEND_MESSAGE), it -> it.isErrorOf("not_found"), ResponseCategory.CONFLICT),
          new Row(
              CRM,
              it -> it.operation().mayMissARow() && it.isErrorOf("not_found", "unknown_contact"),
              ResponseCategory.NOT_FOUND),
          // A missing row; the route exists.
          new Row(
              ANY,
              it -> it.operation().isByReference() && it.noSuchReference(),
              ResponseCategory.LOST),
          new Row(ANY, it -> it.isErrorOf("not_found"), ResponseCategory.REFUSED_OTHER));

  private final ConfiguredRemarks configured;

  FaultTable(ConfiguredRemarks configured) {
    this.configured = configured;
  }

  /**
   * Returns the category: by the table, else by the configured remarks, else {@code UNCLASSIFIED}.
   */
  ResponseCategory category(ResponseFacts facts) {
    return known(facts).or(() -> configured.category(facts)).orElse(ResponseCategory.UNCLASSIFIED);
  }

  private static Optional<ResponseCategory> known(ResponseFacts facts) {
    return ROWS.stream()
        .filter(row -> row.operations().contains(facts.operation()) && row.fits().test(facts))
        .findFirst()
        .map(Row::category);
  }

  /** Whether any row classifies an error with that remark, for any operation. */
  static boolean knows(String remark) {
    return ANY.stream().anyMatch(it -> known(ResponseFacts.ofError(it, remark)).isPresent());
  }

  /** Returns the category of {@code not_found} if the route exists. */
  static ResponseCategory meaningOfMissingRow(Operation operation) {
    return known(ResponseFacts.ofError(operation, "not_found"))
        .orElse(ResponseCategory.REFUSED_OTHER);
  }

  /** Returns whether a try without a response was not sent, or has an unknown outcome. */
  static ResponseCategory category(HttpResult.NoAnswer none) {
    return none.begun() ? ResponseCategory.BROKEN : ResponseCategory.NOT_SENT;
  }

  /** Whether the status alone decides, even if the body is truncated, endless or missing. */
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
