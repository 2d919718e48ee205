package dev.otpauth.caller;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.List;

/** Finds the address of an issuer's keys. */
@FunctionalInterface
interface KeysAddress {

  /**
   * Returns the address.
   *
   * @throws IOException if the metadata has no address, or cannot be fetched
   * @throws ParseException if the metadata is not JSON
   */
  String find(ResourceRetriever http) throws IOException, ParseException;

  /** Reads the address from the issuer's metadata (OpenID Connect Discovery, else RFC 8414). */
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
