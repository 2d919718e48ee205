package dev.otpauth.spektif;

import java.util.Locale;

/** Why the provider refuses our account, and what to do about it. */
enum Cause {
  ADDRESS_NOT_WHITELISTED("address %s is not whitelisted: add it in the dashboard"),
  CREDENTIALS_MISSING(
      "credentials do not arrive (%s): check spektif.client-id and spektif.client-secret, and that"
          + " no proxy takes them out of the headers"),
  CREDENTIALS(
      "credentials refused (%s): check spektif.client-id, spektif.client-secret and the IP"
          + " whitelist in the dashboard"),
  REDIRECTED("redirected (%s): check spektif.base-url"),
  PLAN("plan or balance does not suffice (%s): renew it or top it up in the dashboard"),
  TEMPLATE(
      "authentication template refused (%s): choose an approved one in the dashboard's OTP"
          + " settings"),
  SENDER("sender refused (%s): set it up in the dashboard, or correct spektif.from-number"),
  /** What none of the others is. */
  ACCOUNT("account refused (%s): check it in the dashboard");

  private final String sentence;

  Cause(String sentence) {
    this.sentence = sentence;
  }

  /** The name in metrics, logs and health. */
  String tag() {
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
      case ADDRESS_NOT_WHITELISTED, CREDENTIALS_MISSING, CREDENTIALS -> true;
      case REDIRECTED, PLAN, TEMPLATE, SENDER, ACCOUNT -> false;
    };
  }

  /** Whether any call that is accepted shows that it is over. */
  boolean isOfEveryCall() {
    return isAuthentication() || this == REDIRECTED;
  }
}
