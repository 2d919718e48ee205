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

/** Issues and reads verification tokens: signed proofs that a number was verified. */
@Component
@EnableConfigurationProperties(TokenProperties.class)
public class VerificationTokens {

  /**
   * An explicit type (RFC 8725, section 3.11), so that other tokens are not accepted as this one.
   */
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

  /** A token for a verified number; empty if signing is off. */
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

  /**
   * The claims of a token; empty if it is not one of ours, has an invalid signature, or has
   * expired.
   */
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

  /** Whether the signature is valid for the key that the token names, with that key's algorithm. */
  private boolean isSigned(SignedJWT jwt) {
    return key(jwt.getHeader().getKeyID())
        .filter(key -> key.algorithm().registeredName().equals(jwt.getHeader().getAlgorithm()))
        .filter(key -> key.verify(jwt.getSigningInput(), jwt.getSignature().decode()))
        .isPresent();
  }

  private Optional<TokenKey> key(@Nullable String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** The public keys as a JWK set (RFC 7517); empty without keys. */
  String published() {
    return new JWKSet(keys.stream().map(TokenKey::published).toList()).toString();
  }
}
