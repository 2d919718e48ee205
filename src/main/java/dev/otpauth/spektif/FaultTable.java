package dev.otpauth.spektif;

import static dev.otpauth.spektif.Operation.RESEND;
import static dev.otpauth.spektif.Operation.SEND;
import static dev.otpauth.spektif.Operation.STATUS;
import static dev.otpauth.spektif.Operation.VERIFY;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What an answer means: the first row that fits, from the rows that hold whatever the body says
 * down to the words of the remark. The provider documents few remarks, so words decide.
 */
final class FaultTable {

  /** What an operator has to put right, in the dashboard or in our settings. */
  static final Set<String> ACCOUNT_WORDS =
      Set.of(
          "account",
          "balance",
          "billing",
          "client",
          "credential",
          "credentials",
          "credit",
          "from",
          "inactive",
          "ip",
          "payment",
          "permission",
          "plan",
          "quota",
          "secret",
          "sender",
          "subscription",
          "suspended",
          "template",
          "waba",
          "whatsapp",
          "whitelist");

  private static final Set<String> DESTINATION_WORDS =
      Set.of(
          "blocked",
          "contact",
          "destination",
          "mobile",
          "number",
          "phone",
          "recipient",
          "unreachable");

  private static final Set<Operation> ANY = EnumSet.allOf(Operation.class);
  private static final Set<Operation> BY_REFERENCE = EnumSet.of(RESEND, VERIFY, STATUS);

  private static final List<Row> ROWS =
      List.of(
          // Whatever the body says.
          new Row(ANY, it -> it.status(500, 599), Meaning.BROKEN),
          new Row(ANY, Facts::succeeded, Meaning.ACCEPTED),
          // Success where there can be none, or of something else: it may have been done.
          new Row(ANY, it -> it.envelope().claimsSuccess(), Meaning.NONSENSE),
          new Row(ANY, it -> it.status(429, 429), Meaning.THROTTLED),
          new Row(ANY, it -> it.all("rate", "limit"), Meaning.THROTTLED),
          new Row(ANY, it -> it.status(401, 401) || it.status(403, 403), Meaning.REFUSED_ACCOUNT),
          new Row(ANY, it -> it.any("unauthorized", "forbidden"), Meaning.REFUSED_ACCOUNT),
          // Redirects are not followed: a POST would become a GET, and the secrets would travel.
          new Row(ANY, it -> it.status(300, 399), Meaning.REFUSED_ACCOUNT),
          new Row(ANY, Facts::cutShort, Meaning.BROKEN),
          new Row(ANY, it -> !it.isError(), Meaning.NONSENSE),
          // An error the provider explains: nothing was sent.
          new Row(ANY, it -> it.status(402, 402), Meaning.REFUSED_ACCOUNT),
          new Row(ANY, it -> it.any(ACCOUNT_WORDS), Meaning.REFUSED_ACCOUNT),
          new Row(EnumSet.of(VERIFY), Facts::wrongCode, Meaning.MISMATCHED),
          new Row(EnumSet.of(VERIFY), it -> it.begins("attempt"), Meaning.EXHAUSTED),
          new Row(EnumSet.of(RESEND), it -> it.begins("attempt"), Meaning.REFUSED_REFERENCE),
          new Row(EnumSet.of(VERIFY), it -> it.any("expired"), Meaning.EXPIRED),
          new Row(EnumSet.of(RESEND, STATUS), it -> it.any("expired"), Meaning.REFUSED_REFERENCE),
          // Verified by whom is the question; the reference's status answers it.
          new Row(EnumSet.of(VERIFY), it -> it.any("verified"), Meaning.NONSENSE),
          new Row(EnumSet.of(RESEND), it -> it.any("verified"), Meaning.REFUSED_REFERENCE),
          new Row(BY_REFERENCE, Facts::noSuchReference, Meaning.LOST),
          new Row(
              EnumSet.of(SEND, RESEND),
              it -> it.any(DESTINATION_WORDS),
              Meaning.REFUSED_DESTINATION),
          new Row(ANY, _ -> true, Meaning.REFUSED_OTHER));

  private FaultTable() {}

  static Meaning meaning(Facts facts) {
    return ROWS.stream()
        .filter(row -> row.operations().contains(facts.operation()) && row.fits().test(facts))
        .findFirst()
        .map(Row::meaning)
        .orElse(Meaning.NONSENSE);
  }

  /** Nothing of the request was written, or nobody knows what became of it. */
  static Meaning meaning(Reply.NoAnswer none) {
    return none.begun() ? Meaning.BROKEN : Meaning.NOT_SENT;
  }

  /** Whether the answer has its meaning even where the body is cut, endless or missing. */
  static boolean decidesByStatusAlone(int status) {
    return status == 401 || status == 403 || status == 429 || (status >= 300 && status < 400);
  }

  private record Row(Set<Operation> operations, Predicate<Facts> fits, Meaning meaning) {}
}
