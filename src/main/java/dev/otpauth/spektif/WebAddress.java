package dev.otpauth.spektif;

import dev.otpauth.runtime.LoopbackHosts;
import java.net.URI;
import java.net.URISyntaxException;

/** Parses the addresses in the settings; error messages never quote them. */
final class WebAddress {

  private static final int LAST_PORT = 65_535;

  private WebAddress() {}

  /**
   * Returns the base URL without a trailing slash.
   *
   * @throws IllegalArgumentException if it is not an http or https URL of host and path, or plain
   *     http to another machine
   */
  static URI baseUrl(String written) {
    var uri = parse("spektif.base-url", written.replaceFirst("/+$", ""));
    var web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
    var plain =
        uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
    if (!web || uri.getHost() == null || !plain || uri.getPort() > LAST_PORT) {
      throw new IllegalArgumentException(
          "spektif.base-url must be an http or https URL of host and path only");
    }
    if ("http".equalsIgnoreCase(uri.getScheme()) && !LoopbackHosts.is(uri.getHost())) {
      throw new IllegalArgumentException(
          "spektif.base-url must be https, because credentials and codes are sent there (http is"
              + " allowed for localhost only)");
    }
    return uri;
  }

  static URI proxy(String written) {
    var uri = parse("spektif.proxy", written);
    var path = uri.getRawPath();
    var bare = (path == null || path.isEmpty() || path.equals("/")) && uri.getRawQuery() == null;
    var port = uri.getPort() > 0 && uri.getPort() <= LAST_PORT;
    if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || !port || !bare) {
      throw new IllegalArgumentException(
          "spektif.proxy must be an address such as http://proxy:3128, with user:password@ if it"
              + " requires them");
    }
    return uri;
  }

  private static URI parse(String setting, String written) {
    try {
      return new URI(written);
    } catch (URISyntaxException _) {
      // The exception's message quotes the input, which may contain a proxy password.
      throw new IllegalArgumentException(setting + " is not a valid URL");
    }
  }
}
