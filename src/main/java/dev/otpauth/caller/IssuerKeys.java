package dev.otpauth.caller;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the issuer's keys on demand, at most once in 10 s, whether it succeeds or not. So neither
 * unknown key ids nor an unreachable issuer make every request wait.
 */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

  static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);

  private final KeysAddress address;
  private final ResourceRetriever http;

  private @Nullable JWKSet keys;
  private @Nullable Long fetchedAt;

  IssuerKeys(KeysAddress address, ResourceRetriever http) {
    this.address = address;
    this.http = http;
  }

  @Override
  public synchronized JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
      throws JWKSetUnavailableException {
    if (fetchedAt == null || Math.abs(now - fetchedAt) >= PAUSE.toMillis()) {
      fetchedAt = now;
      keys = fetch();
    }
    if (keys == null) {
      throw new JWKSetUnavailableException("Could not fetch the issuer's keys");
    }
    return keys;
  }

  private @Nullable JWKSet fetch() {
    try {
      return JWKSet.parse(
          http.retrieveResource(URI.create(address.find(http)).toURL()).getContent());
    } catch (IOException | ParseException | IllegalArgumentException e) {
      log.atError()
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log(
              "Could not fetch the issuer's keys: requests with tokens get 503, tried again in 10"
                  + " s. Check that the issuer is reachable");
      return null;
    }
  }

  @Override
  public void close() {
    // Nothing to close: each request closes its own connection.
  }
}
