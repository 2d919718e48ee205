package dev.otpauth.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Signs proofs that a number was verified, and reads them back. */
@Component
@EnableConfigurationProperties(TokenProperties.class)
public class VerificationTokens {

  /** A type of its own (RFC 8725, section 3.11), so that no other token is taken for this one. */
  static final JOSEObjectType TYPE = new JOSEObjectType("phone-verification+jwt");

  private final String issuer;
  private final Duration lifetime;
  private final List<TokenKey> keys;
  private final @Nullable TokenKey active;
  private final Clock clock;

  VerificationTokens(TokenProperties properties, Clock clock) {
    this.issuer = Objects.toString(properties.issuer(), "");
    this.lifetime = properties.lifetime();
    this.keys = properties.tokenKeys();
    this.active = key(properties.activeKey()).orElse(null);
    this.clock = clock;
  }

  /** The proof; empty where signing is off. */
  public Optional<VerificationToken> issue(VerifiedPhone verified) {
    if (active == null) {
      return Optional.empty();
    }
    var header =
        new JWSHeader.Builder(active.algorithm().registeredName())
            .keyID(active.id())
            .type(TYPE)
            .build();
    var claims = TokenClaims.of(verified, issuer, lifetime).jwt();
    var text = new SignedJWT(header, claims).getSigningInput();
    var signature = Base64URL.encode(active.sign(text));
    return Optional.of(new VerificationToken(new String(text, US_ASCII) + "." + signature));
  }

  /** What a token says; empty where it is none of ours, tampered with, or over. */
  Optional<TokenClaims> read(String token) {
    try {
      var jwt = SignedJWT.parse(token);
      if (!TYPE.equals(jwt.getHeader().getType()) || !isSigned(jwt)) {
        return Optional.empty();
      }
      return Optional.of(TokenClaims.read(jwt.getJWTClaimsSet()))
          .filter(claims -> claims.issuer().equals(issuer))
          .filter(claims -> claims.expiresAt().isAfter(clock.instant()));
    } catch (ParseException _) {
      return Optional.empty();
    }
  }

  /** By the key it names, and only as that key signs. */
  private boolean isSigned(SignedJWT jwt) {
    return key(jwt.getHeader().getKeyID())
        .filter(key -> key.algorithm().registeredName().equals(jwt.getHeader().getAlgorithm()))
        .filter(key -> key.verify(jwt.getSigningInput(), jwt.getSignature().decode()))
        .isPresent();
  }

  private Optional<TokenKey> key(@Nullable String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** The public halves of all keys as a JWK set (RFC 7517); without keys, an empty one. */
  String published() {
    return new JWKSet(keys.stream().map(TokenKey::published).toList()).toString();
  }
}
