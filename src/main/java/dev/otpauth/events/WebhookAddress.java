package dev.otpauth.events;

import dev.otpauth.runtime.LoopbackHosts;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * The URL of the webhook endpoint.
 *
 * @param uri https, or http for localhost
 */
record WebhookAddress(URI uri) {

  private static final int LAST_PORT = 65_535;

  /**
   * Parses the setting.
   *
   * @throws IllegalArgumentException if it is invalid; the message continues "The setting …" and
   *     omits the value
   */
  public static WebhookAddress of(String written) {
    try {
      var address = new WebhookAddress(new URI(written.strip()));
      if (address.isSafe()) {
        return address;
      }
    } catch (URISyntaxException _) {
      // Reported below, because this exception quotes the value.
    }
    throw new IllegalArgumentException(
        "must be an https URL without user and password (http for localhost alone)");
  }

  private boolean isSafe() {
    var secret =
        "https".equalsIgnoreCase(uri.getScheme())
            || ("http".equalsIgnoreCase(uri.getScheme()) && isThisMachine());
    return secret
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getRawFragment() == null
        && uri.getPort() <= LAST_PORT;
  }

  /** Whether the host is localhost. */
  boolean isThisMachine() {
    return LoopbackHosts.is(uri.getHost());
  }

  /** The IP address, if the host is one. */
  Optional<InetAddress> literal() {
    try {
      return Optional.of(InetAddress.ofLiteral(uri.getHost().replaceAll("[\\[\\]]", "")));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "WebhookAddress[host=%s]".formatted(uri.getHost());
  }
}
