package dev.otpauth.caller;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.List;

/** Where an issuer publishes its keys. */
@FunctionalInterface
interface KeysAddress {

  /**
   * The address.
   *
   * @throws IOException where the issuer does not say it, or cannot be reached
   * @throws ParseException where what it says is not JSON
   */
  String find(ResourceRetriever http) throws IOException, ParseException;

  /** What the issuer's metadata says (OpenID Connect Discovery, else RFC 8414). */
  static KeysAddress publishedBy(String issuer) {
    return http -> {
      var metadata = JSONObjectUtils.parse(metadata(issuer, http));
      if (!issuer.equals(JSONObjectUtils.getString(metadata, "issuer"))) {
        throw new IOException("The metadata is another issuer's");
      }
      var address = JSONObjectUtils.getString(metadata, "jwks_uri");
      if (address == null) {
        throw new IOException("The metadata names no keys");
      }
      return address;
    };
  }

  private static String metadata(String issuer, ResourceRetriever http) throws IOException {
    var base = URI.create(issuer.replaceFirst("/$", ""));
    var candidates =
        List.of(
            URI.create(base + "/.well-known/openid-configuration"),
            base.resolve("/.well-known/oauth-authorization-server" + base.getRawPath()));
    var failure = new IOException("The issuer has no metadata");
    for (var candidate : candidates) {
      try {
        return http.retrieveResource(candidate.toURL()).getContent();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }
}
