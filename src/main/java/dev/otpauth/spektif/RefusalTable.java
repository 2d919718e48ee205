package dev.otpauth.spektif;

import dev.otpauth.spektif.account.AccountProblemCause;
import dev.otpauth.spektif.account.Diagnosis;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Diagnoses why a response refuses our account; the first matching row wins. */
final class RefusalTable {

  /** The address that is not whitelisted; nothing else is read from a message. */
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
      Set.of("account", "inactive", "permission", "restricted", "suspended");
  private static final Set<String> CREDENTIAL_WORDS =
      Set.of("client", "credential", "credentials", "id", "secret");

  /** The words of a remark that may be shown. */
  private static final Set<String> KNOWN_WORDS =
      Stream.of(
              ADDRESS_WORDS,
              PLAN_WORDS,
              SENDER_WORDS,
              ACCOUNT_WORDS,
              CREDENTIAL_WORDS,
              Set.of("template"))
          .flatMap(Set::stream)
          .filter(it -> !it.equals("id"))
          .collect(Collectors.toUnmodifiableSet());

  private static final List<Row> ROWS =
      List.of(
          new Row(
              it -> quotedAddress(it).filter(RefusalTable::isPrivate).isPresent(),
              AccountProblemCause.ADDRESS_OF_ITS_PROXY),
          new Row(it -> quotedAddress(it).isPresent(), AccountProblemCause.ADDRESS_NOT_WHITELISTED),
          new Row(it -> it.status(300, 399), AccountProblemCause.REDIRECTED),
          new Row(ResponseFacts::isWithoutRoute, AccountProblemCause.NO_ROUTE),
          new Row(it -> it.status(401, 403) && it.isPage(), AccountProblemCause.IN_FRONT),
          new Row(it -> it.isErrorOf("subscription_required"), AccountProblemCause.SUBSCRIPTION),
          new Row(it -> it.isErrorOf("not_available"), AccountProblemCause.PLAN_WITHOUT_API),
          new Row(it -> it.isErrorOf("user_error"), AccountProblemCause.USER_GONE),
          new Row(it -> it.any(ADDRESS_WORDS), AccountProblemCause.ADDRESS_NOT_WHITELISTED),
          new Row(it -> it.status(402, 402) || it.any(PLAN_WORDS), AccountProblemCause.PLAN),
          new Row(it -> it.any("template"), AccountProblemCause.TEMPLATE),
          new Row(it -> it.any(SENDER_WORDS), AccountProblemCause.SENDER),
          new Row(
              it -> it.any("missing", "required") && it.any(CREDENTIAL_WORDS),
              AccountProblemCause.CREDENTIALS_MISSING),
          new Row(it -> it.any(ACCOUNT_WORDS), AccountProblemCause.ACCOUNT),
          new Row(it -> it.any(CREDENTIAL_WORDS), AccountProblemCause.CREDENTIALS),
          new Row(it -> it.any("unauthorized", "forbidden"), AccountProblemCause.CREDENTIALS),
          new Row(
              it -> it.status(401, 401) || it.status(403, 403), AccountProblemCause.CREDENTIALS));

  private RefusalTable() {}

  /** Returns the diagnosis of a refusal. */
  static Diagnosis diagnose(ResponseFacts refusal) {
    var cause =
        ROWS.stream()
            .filter(row -> row.fits().test(refusal))
            .findFirst()
            .map(Row::cause)
            .orElse(AccountProblemCause.ACCOUNT);
    return Diagnosis.of(cause, evidence(cause, refusal));
  }

  private static String evidence(AccountProblemCause cause, ResponseFacts refusal) {
    return switch (cause) {
      case ADDRESS_NOT_WHITELISTED, ADDRESS_OF_ITS_PROXY ->
          quotedAddress(refusal).orElse("of this service");
      case REDIRECTED, NO_ROUTE, IN_FRONT -> refusal.statusLine();
      case SUBSCRIPTION, PLAN_WITHOUT_API, USER_GONE -> refusal.envelope().remark();
      case CREDENTIALS_MISSING, CREDENTIALS, PLAN, TEMPLATE, SENDER, ACCOUNT -> words(refusal);
    };
  }

  /** Returns known words only: the remark is the provider's text and may contain anything. */
  private static String words(ResponseFacts refusal) {
    var known =
        refusal.envelope().words().stream()
            .filter(KNOWN_WORDS::contains)
            .sorted()
            .collect(Collectors.joining(", "));
    return known.isEmpty() ? refusal.statusLine() : known;
  }

  private static Optional<String> quotedAddress(ResponseFacts refusal) {
    return refusal.envelope().messages().stream()
        .flatMap(it -> ADDRESS.matcher(it).results())
        .map(found -> found.group(1))
        .findFirst();
  }

  /**
   * Whether the address is loopback, private or link-local, and so cannot be our public address.
   */
  private static boolean isPrivate(String literal) {
    try {
      var address = InetAddress.ofLiteral(literal);
      return address.isLoopbackAddress()
          || address.isSiteLocalAddress()
          || address.isLinkLocalAddress()
          || address.isAnyLocalAddress()
          || isUniqueLocal(address);
    } catch (IllegalArgumentException _) {
      // It only looks like an address.
      return false;
    }
  }

  /** IPv6's private addresses, fc00::/7 (RFC 4193). */
  private static boolean isUniqueLocal(InetAddress address) {
    return address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
  }

  private record Row(Predicate<ResponseFacts> fits, AccountProblemCause cause) {}
}
