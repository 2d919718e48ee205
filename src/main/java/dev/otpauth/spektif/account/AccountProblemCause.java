package dev.otpauth.spektif.account;

import java.util.Locale;

/** Why the provider refuses our account, and what to do about it. */
public enum AccountProblemCause {
  ADDRESS_NOT_WHITELISTED("address %s is not whitelisted: add it in the dashboard"),
  CREDENTIALS_MISSING(
      "credentials do not arrive (%s): check spektif.client-id and spektif.client-secret, and that"
          + " no proxy takes them out of the headers"),
  CREDENTIALS(
      "credentials refused (%s): check spektif.client-id, spektif.client-secret and the IP"
          + " whitelist in the dashboard"),
  ADDRESS_OF_ITS_PROXY(
      "Spektif sees the address %s, which is a proxy's of its own, instead of ours: ask its support"
          + " to pass our address on; it cannot be whitelisted by us"),
  REDIRECTED("redirected (%s): check spektif.base-url"),
  NO_ROUTE(
      "no such operation at this address (%s): check spektif.base-url, and that OTP, or contacts"
          + " and inbox, are part of the account"),
  IN_FRONT(
      "something in front of Spektif refuses us with a page (%s): it is not about our credentials;"
          + " ask Spektif's support to let our address pass its firewall or CDN"),
  SUBSCRIPTION("no plan, or an expired one (%s): renew it in the dashboard"),
  PLAN_WITHOUT_API("the plan does not include the API (%s): change it in the dashboard"),
  USER_GONE("the account behind the credentials is gone or inactive (%s): ask Spektif's support"),
  PLAN("plan or balance does not suffice (%s): renew it or top it up in the dashboard"),
  TEMPLATE(
      "authentication template refused (%s): choose an approved one in the dashboard's OTP"
          + " settings"),
  SENDER("sender refused (%s): set it up in the dashboard, or correct spektif.from-number"),
  /** What none of the others is. */
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
   * What is wrong and what to do, in one sentence.
   *
   * @param evidence what the provider's answer shows of it, in words that are known
   */
  String sentence(String evidence) {
    return sentence.formatted(evidence);
  }

  /** Whether it is about who we are, so that the provider would refuse anything else, too. */
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

  /** Whether any call that is accepted shows that it is over. */
  boolean isOfEveryCall() {
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
