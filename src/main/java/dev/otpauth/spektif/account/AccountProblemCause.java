package dev.otpauth.spektif.account;

import java.util.Locale;

/** The reasons why the provider refuses our account, each with a remedy for the operator. */
public enum AccountProblemCause {
  ADDRESS_NOT_WHITELISTED("address %s is not whitelisted: add it in the dashboard"),
  CREDENTIALS_MISSING(
      "credentials did not arrive (%s): check spektif.client-id and spektif.client-secret, and that"
          + " no proxy removes the headers"),
  CREDENTIALS(
      "credentials refused (%s): check spektif.client-id, spektif.client-secret and the IP"
          + " whitelist in the dashboard"),
  ADDRESS_OF_ITS_PROXY(
      "Spektif sees the address %s, which belongs to its own proxy, instead of ours: ask its"
          + " support to forward our address; we cannot whitelist it"),
  REDIRECTED("redirected (%s): check spektif.base-url"),
  NO_ROUTE(
      "route not found (%s): check spektif.base-url, and that the account includes OTP, or contacts"
          + " and inbox"),
  IN_FRONT(
      "a firewall or CDN in front of Spektif refuses our calls with a page (%s), whatever our"
          + " credentials: ask Spektif's support to let our address pass"),
  SUBSCRIPTION("no plan or an expired one (%s): renew it in the dashboard"),
  PLAN_WITHOUT_API("the plan does not include the API (%s): change it in the dashboard"),
  USER_GONE("the account behind the credentials is gone or inactive (%s): ask Spektif's support"),
  PLAN("plan or balance is not sufficient (%s): renew it or top it up in the dashboard"),
  TEMPLATE(
      "authentication template refused (%s): choose an approved one in the dashboard's OTP"
          + " settings"),
  SENDER("sender refused (%s): set it up in the dashboard, or correct spektif.from-number"),
  /** Any other reason. */
  ACCOUNT("account refused (%s): check it in the dashboard");

  private final String sentence;

  AccountProblemCause(String sentence) {
    this.sentence = sentence;
  }

  /** The name in metrics, logs and health. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns what is wrong and what to do, in one sentence.
   *
   * @param evidence an HTTP status or other known words; must not contain the provider's text
   */
  String sentence(String evidence) {
    return sentence.formatted(evidence);
  }

  /**
   * Whether the provider rejects our identity (credentials or address), and so refuses any other
   * call too.
   */
  boolean isAuthentication() {
    return switch (this) {
      case ADDRESS_NOT_WHITELISTED, ADDRESS_OF_ITS_PROXY, CREDENTIALS_MISSING, CREDENTIALS -> true;
      case REDIRECTED,
          NO_ROUTE,
          IN_FRONT,
          SUBSCRIPTION,
          PLAN_WITHOUT_API,
          USER_GONE,
          PLAN,
          TEMPLATE,
          SENDER,
          ACCOUNT ->
          false;
    };
  }

  /** Whether it affects every call, so that any accepted call shows that it is over. */
  boolean affectsEveryCall() {
    return switch (this) {
      case ADDRESS_NOT_WHITELISTED,
          ADDRESS_OF_ITS_PROXY,
          CREDENTIALS_MISSING,
          CREDENTIALS,
          REDIRECTED,
          NO_ROUTE,
          IN_FRONT,
          SUBSCRIPTION,
          PLAN_WITHOUT_API,
          USER_GONE ->
          true;
      case PLAN, TEMPLATE, SENDER, ACCOUNT -> false;
    };
  }
}
