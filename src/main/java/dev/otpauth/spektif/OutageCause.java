package dev.otpauth.spektif;

import java.util.Locale;

/** Why calls of the provider fail, and what to do about it. */
enum OutageCause {
  HOST_UNKNOWN(
      "cannot resolve the host of spektif.base-url: check the name and this machine's DNS"),
  DNS_SILENT(
      "no answer of the DNS about the host of spektif.base-url: check this machine's DNS servers"),
  CONNECTION_REFUSED(
      "the host of spektif.base-url refuses connections: check the port, and firewalls on the way"),
  NO_ROUTE("no route to the host of spektif.base-url: check this machine's network and its egress"),
  CONNECT_TIMEOUT(
      "no connection to the host of spektif.base-url in time: check the egress rules, or whether"
          + " spektif.proxy is needed"),
  PROXY_UNREACHABLE(
      "cannot reach the proxy of spektif.proxy (%s): check its host and port, and whether it runs"),
  PROXY_CREDENTIALS(
      "the proxy refuses the credentials of spektif.proxy (HTTP 407): correct user and password"),
  PROXY_DENIES(
      "the proxy of spektif.proxy denies the way to spektif.base-url (HTTP 403): have its host and"
          + " port allowed there"),
  PROXY_FAILS(
      "the proxy of spektif.proxy makes no connection to spektif.base-url (%s): see the proxy's"
          + " log"),
  CERTIFICATE_EXPIRED(
      "the certificate of spektif.base-url is expired or not yet valid: check this machine's clock,"
          + " then ask Spektif, or whoever runs a proxy that reads TLS"),
  CERTIFICATE_OF_ANOTHER_HOST(
      "the certificate shown is not for the host of spektif.base-url: check the name, and what"
          + " answers there in Spektif's place"),
  CERTIFICATE_UNTRUSTED(
      "the certificate of spektif.base-url comes from an authority that is not trusted: where a"
          + " proxy of yours reads TLS, add its authority to the trust store"),
  NO_TLS("spektif.base-url says https, and no TLS is spoken there: check scheme and port"),
  TLS_EXPECTED("spektif.base-url says http, and TLS is spoken there: check scheme and port"),
  TLS_FAILED(
      "no TLS connection to the host of spektif.base-url: check that https is spoken there, and"
          + " what stands in between"),
  RESPONSE_TIMEOUT(
      "no answer within spektif.response-timeout: look at Spektif's state, and at what stands in"
          + " between"),
  CONNECTION_LOST(
      "connections are closed or reset before the answer is complete: look at Spektif's state, and"
          + " at what stands in between"),
  PAGE(
      "answers are web pages instead of JSON (%s): check spektif.base-url, its path above all, and"
          + " what stands in between"),
  BROKEN_ANSWER(
      "answers are cut, too long or no HTTP: check spektif.base-url, and what stands in"
          + " between"),
  MAINTENANCE(
      "Spektif is being maintained (%s): nothing is sent, and nothing is to be done; it ends by"
          + " itself"),
  UNEXPLAINED_ERRORS(
      "Spektif answers errors that do not say what was done (%s): look at its state; what was asked"
          + " for is looked for in its books"),
  SERVER_ERROR("Spektif fails (%s): look at its state; calls go on by themselves");

  private final String sentence;

  OutageCause(String sentence) {
    this.sentence = sentence;
  }

  /** The name in metrics, logs and health. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The outage in one sentence.
   *
   * @param evidence what is seen of it, in words that are known
   */
  Outage seenBy(String evidence) {
    return new Outage(this, sentence.formatted(evidence));
  }

  /** Whether it comes before any connection: with a proxy, the one to it. */
  boolean isBeforeConnection() {
    return switch (this) {
      case HOST_UNKNOWN, DNS_SILENT, CONNECTION_REFUSED, NO_ROUTE, CONNECT_TIMEOUT -> true;
      case PROXY_UNREACHABLE,
          PROXY_CREDENTIALS,
          PROXY_DENIES,
          PROXY_FAILS,
          CERTIFICATE_EXPIRED,
          CERTIFICATE_OF_ANOTHER_HOST,
          CERTIFICATE_UNTRUSTED,
          NO_TLS,
          TLS_EXPECTED,
          TLS_FAILED,
          RESPONSE_TIMEOUT,
          CONNECTION_LOST,
          PAGE,
          BROKEN_ANSWER,
          MAINTENANCE,
          UNEXPLAINED_ERRORS,
          SERVER_ERROR ->
          false;
    };
  }

  /** Whether every call would meet it, so that any answer shows that it is over. */
  boolean isOfEveryCall() {
    return switch (this) {
      case HOST_UNKNOWN,
          DNS_SILENT,
          CONNECTION_REFUSED,
          NO_ROUTE,
          CONNECT_TIMEOUT,
          PROXY_UNREACHABLE,
          PROXY_CREDENTIALS,
          PROXY_DENIES,
          PROXY_FAILS,
          CERTIFICATE_EXPIRED,
          CERTIFICATE_OF_ANOTHER_HOST,
          CERTIFICATE_UNTRUSTED,
          NO_TLS,
          TLS_EXPECTED,
          TLS_FAILED,
          MAINTENANCE ->
          true;
      case RESPONSE_TIMEOUT,
          CONNECTION_LOST,
          PAGE,
          BROKEN_ANSWER,
          UNEXPLAINED_ERRORS,
          SERVER_ERROR ->
          false;
    };
  }
}
