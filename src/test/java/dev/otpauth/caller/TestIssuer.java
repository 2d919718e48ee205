package dev.otpauth.caller;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** A token issuer over real HTTP, with the settings for it. */
final class TestIssuer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  static final String AUDIENCE = "otp-auth";
  static final RSAKey KEY = key("current");

  /** When the tests' clock starts. */
  static final Instant NOW = Instant.parse("2026-03-02T03:25:00Z");

  static final AtomicInteger keysFetched = new AtomicInteger();

  private static final HttpServer SERVER = started();
  static final String URI = "http://127.0.0.1:%s/realm".formatted(SERVER.getAddress().getPort());

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    TestPropertyValues.of(
            "spring.security.oauth2.resourceserver.jwt.issuer-uri=" + URI,
            "spring.security.oauth2.resourceserver.jwt.audiences=" + AUDIENCE)
        .applyTo(context);
  }

  /** The claims of a good token. */
  static JWTClaimsSet.Builder claims(String scope) {
    return new JWTClaimsSet.Builder()
        .issuer(URI)
        .audience(AUDIENCE)
        .subject("0f1e2d3c")
        .claim("client_id", "checkout")
        .claim("scope", scope)
        .issueTime(Date.from(NOW.minusSeconds(1)))
        .expirationTime(Date.from(NOW.plusSeconds(300)));
  }

  /** A good token of the client {@code checkout}. */
  static String token(String scope) {
    return token(scope, it -> it);
  }

  /** A token of this issuer with other claims. */
  static String token(String scope, UnaryOperator<JWTClaimsSet.Builder> change) {
    return signed(header(KEY), change.apply(claims(scope)).build(), signer(KEY));
  }

  static JWSHeader.Builder header(RSAKey key) {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).type(JOSEObjectType.JWT);
  }

  static String signed(JWSHeader.Builder header, JWTClaimsSet claims, JWSSigner signer) {
    try {
      var token = new SignedJWT(header.build(), claims);
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static JWSSigner signer(RSAKey key) {
    try {
      return new RSASSASigner(key);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpServer started() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var uri = "http://127.0.0.1:%s/realm".formatted(server.getAddress().getPort());
      answer(
          server,
          "/realm/.well-known/openid-configuration",
          () -> "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(uri, uri));
      answer(
          server,
          "/realm/keys",
          () -> {
            keysFetched.incrementAndGet();
            return new JWKSet(KEY).toString();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(HttpServer server, String path, Supplier<String> body) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            var bytes = body.get().getBytes(UTF_8);
            exchange
                .getResponseHeaders()
                .putAll(Map.of("Content-Type", List.of("application/json")));
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
  }
}
