package dev.otpauth.spektif;

import java.util.Locale;

/** The causes of provider outages, each with a remedy for the operator. */
enum OutageCause {
  HOST_UNKNOWN(
      "cannot resolve the host of spektif.base-url: check the name and this machine's DNS"),
  DNS_SILENT(
      "no answer from DNS for the host of spektif.base-url: check this machine's DNS servers"),
  CONNECTION_REFUSED(
      "the host of spektif.base-url refuses connections: check the port, and firewalls in between"),
  NO_ROUTE("no route to the host of spektif.base-url: check this machine's network and its egress"),
  CONNECT_TIMEOUT(
      "no connection to the host of spektif.base-url in time: check the egress rules, or whether"
          + " spektif.proxy is needed"),
  PROXY_UNREACHABLE(
      "cannot reach the proxy of spektif.proxy (%s): check its host and port, and whether it runs"),
  PROXY_CREDENTIALS(
      "the proxy refuses the credentials of spektif.proxy (HTTP 407): correct user and password"),
  PROXY_DENIES(
      "the proxy of spektif.proxy denies connections to spektif.base-url (HTTP 403): allow its host"
          + " and port there"),
  PROXY_FAILS(
      "the proxy of spektif.proxy cannot connect to spektif.base-url (%s): see the proxy's"
          + " log"),
  CERTIFICATE_EXPIRED(
      "the certificate of spektif.base-url is expired or not yet valid: check this machine's clock,"
          + " then ask Spektif, or the operator of a proxy that intercepts TLS"),
  CERTIFICATE_OF_ANOTHER_HOST(
      "the certificate shown is not for the host of spektif.base-url: check the name, and which"
          + " server answers there"),
  CERTIFICATE_UNTRUSTED(
      "the certificate of spektif.base-url comes from an authority that is not trusted: if a proxy"
          + " of yours intercepts TLS, add its authority to the trust store"),
  NO_TLS("spektif.base-url is https, but the server does not speak TLS: check scheme and port"),
  TLS_EXPECTED("spektif.base-url is http, but the server expects TLS: check scheme and port"),
  TLS_FAILED(
      "no TLS connection to the host of spektif.base-url: check that the server speaks https, and"
          + " proxies in between"),
  RESPONSE_TIMEOUT(
      "no answer within spektif.response-timeout: check Spektif's state, and proxies and firewalls"
          + " in between"),
  CONNECTION_LOST(
      "connections are closed or reset before the answer is complete: check Spektif's state, and"
          + " proxies and firewalls in between"),
  PAGE(
      "responses are web pages instead of JSON (%s): check spektif.base-url, especially its path,"
          + " and proxies in between"),
  BROKEN_ANSWER(
      "responses are truncated, too long or not HTTP: check spektif.base-url, and proxies in"
          + " between"),
  MAINTENANCE(
      "Spektif is under maintenance (%s): nothing is sent; no action needed, calls resume by"
          + " themselves"),
  UNEXPLAINED_ERRORS(
      "Spektif returns errors that do not say what was done (%s): check its state; outcomes are"
          + " looked up in its history"),
  SERVER_ERROR("Spektif fails (%s): check its state; calls resume by themselves");

  private final String sentence;

  OutageCause(String sentence) {
    this.sentence = sentence;
  }

  /** The name in metrics, logs and health. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the outage with its evidence.
   *
   * @param evidence an HTTP status or other known words; must not contain the provider's text
   */
  Outage withEvidence(String evidence) {
    return new Outage(this, sentence.formatted(evidence));
  }

  /** Whether it occurs before a connection is made; with a proxy, the connection to the proxy. */
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

  /** Whether it affects every call, so that any response shows that it is over. */
  boolean affectsEveryCall() {
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
