package dev.otpauth.spektif;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Why an answer refuses our account: the first row that fits, as in the {@link FaultTable}.
 *
 * @param problem what is wrong and what to do, for an operator
 */
record Diagnosis(Cause cause, String problem) {

  /** The one thing that is read out of a message: the address that is not on the whitelist. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "address[^()]{0,40}\\(\\s*([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-f]*:[0-9a-f:.]{1,44})\\s*\\)",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> ADDRESS_WORDS =
      Set.of("address", "ip", "whitelist", "whitelisted");
  private static final Set<String> PLAN_WORDS =
      Set.of("balance", "billing", "credit", "payment", "plan", "quota", "subscription");
  private static final Set<String> SENDER_WORDS = Set.of("from", "sender", "waba", "whatsapp");
  private static final Set<String> ACCOUNT_WORDS =
      Set.of("account", "inactive", "permission", "suspended");
  private static final Set<String> CREDENTIAL_WORDS =
      Set.of("client", "credential", "credentials", "id", "secret");

  private static final List<Row> ROWS =
      List.of(
          new Row(it -> quotedAddress(it).isPresent(), Cause.ADDRESS_NOT_WHITELISTED),
          new Row(it -> it.status(300, 399), Cause.REDIRECTED),
          new Row(it -> it.any(ADDRESS_WORDS), Cause.ADDRESS_NOT_WHITELISTED),
          new Row(it -> it.status(402, 402) || it.any(PLAN_WORDS), Cause.PLAN),
          new Row(it -> it.any("template"), Cause.TEMPLATE),
          new Row(it -> it.any(SENDER_WORDS), Cause.SENDER),
          new Row(
              it -> it.any("missing", "required") && it.any(CREDENTIAL_WORDS),
              Cause.CREDENTIALS_MISSING),
          new Row(it -> it.any(ACCOUNT_WORDS), Cause.ACCOUNT),
          new Row(it -> it.any(CREDENTIAL_WORDS), Cause.CREDENTIALS),
          new Row(it -> it.any("unauthorized", "forbidden"), Cause.CREDENTIALS),
          new Row(it -> it.status(401, 401) || it.status(403, 403), Cause.CREDENTIALS));

  /** What a refusal of our account is about. */
  static Diagnosis of(Facts refusal) {
    var cause =
        ROWS.stream()
            .filter(row -> row.fits().test(refusal))
            .findFirst()
            .map(Row::cause)
            .orElse(Cause.ACCOUNT);
    return new Diagnosis(cause, cause.sentence(evidence(cause, refusal)));
  }

  private static String evidence(Cause cause, Facts refusal) {
    return switch (cause) {
      case ADDRESS_NOT_WHITELISTED -> quotedAddress(refusal).orElse("of this service");
      case REDIRECTED -> refusal.statusLine();
      case CREDENTIALS_MISSING, CREDENTIALS, PLAN, TEMPLATE, SENDER, ACCOUNT -> words(refusal);
    };
  }

  /** Only words of our own table are shown: the remark is the provider's and may hold anything. */
  private static String words(Facts refusal) {
    var known =
        refusal.envelope().words().stream()
            .filter(FaultTable.ACCOUNT_WORDS::contains)
            .sorted()
            .collect(Collectors.joining(", "));
    return known.isEmpty() ? refusal.statusLine() : known;
  }

  private static Optional<String> quotedAddress(Facts refusal) {
    return refusal.envelope().messages().stream()
        .flatMap(it -> ADDRESS.matcher(it).results())
        .map(found -> found.group(1))
        .findFirst();
  }

  private record Row(Predicate<Facts> fits, Cause cause) {}
}
