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
 * The keys of the issuer, fetched when a token first asks for them. The issuer is asked at most
 * once in a while, whatever came of it: neither a flood of tokens with unknown keys nor an issuer
 * that is down makes every request wait for another one.
 */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

  static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);

  private final KeysAddress address;
  private final ResourceRetriever http;

  private @Nullable JWKSet keys;
  private @Nullable Long askedAt;

  IssuerKeys(KeysAddress address, ResourceRetriever http) {
    this.address = address;
    this.http = http;
  }

  @Override
  public synchronized JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
      throws JWKSetUnavailableException {
    if (askedAt == null || Math.abs(now - askedAt) >= PAUSE.toMillis()) {
      askedAt = now;
      keys = fetch();
    }
    if (keys == null) {
      throw new JWKSetUnavailableException("The keys of the issuer cannot be fetched");
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
          .log("The keys of the issuer cannot be fetched: no token can be checked");
      return null;
    }
  }

  @Override
  public void close() {
    // Every request is closed when it is answered.
  }
}
