package dev.otpauth.events;

import dev.otpauth.runtime.LoopbackHosts;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where webhooks go.
 *
 * @param uri https; http where it is this machine itself
 */
record WebhookAddress(URI uri) {

  private static final int LAST_PORT = 65_535;

  /**
   * Reads the setting.
   *
   * @throws IllegalArgumentException that ends the sentence "The setting …", without quoting it
   */
  public static WebhookAddress of(String written) {
    try {
      var address = new WebhookAddress(new URI(written.strip()));
      if (address.isSafe()) {
        return address;
      }
    } catch (URISyntaxException _) {
      // Told below: the exception quotes its input.
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

  /** Whether it is written as this very machine. */
  boolean isThisMachine() {
    return LoopbackHosts.is(uri.getHost());
  }

  /** The address where one is written instead of a name. */
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
