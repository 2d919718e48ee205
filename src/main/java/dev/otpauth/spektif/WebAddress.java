package dev.otpauth.spektif;

import dev.otpauth.runtime.LoopbackHosts;
import java.net.URI;
import java.net.URISyntaxException;

/** The addresses among the settings; what is wrong with one is told without quoting it. */
final class WebAddress {

  private static final int LAST_PORT = 65_535;

  private WebAddress() {}

  /** Where paths are appended: without a slash at its end. */
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
          "spektif.base-url must be https, since credentials and codes go there (http for this"
              + " machine itself alone)");
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
          "spektif.proxy must be an address such as http://proxy:3128, with user:password@ where it"
              + " asks for them");
    }
    return uri;
  }

  private static URI parse(String setting, String written) {
    try {
      return new URI(written);
    } catch (URISyntaxException _) {
      // The exception quotes its input, and a proxy's may hold a password.
      throw new IllegalArgumentException(setting + " must be an address: this is none");
    }
  }
}
