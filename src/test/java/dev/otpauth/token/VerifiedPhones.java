package dev.otpauth.token;

import java.util.Objects;
import java.util.function.Predicate;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Reads the tokens of otp-auth that one caller got for one purpose. */
class VerifiedPhones {

  private final NimbusJwtDecoder tokens;

  VerifiedPhones(String issuer, String callerId, String purpose) {
    this.tokens =
        NimbusJwtDecoder.withJwkSetUri(issuer + "/.well-known/jwks.json")
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .validateType(false) // by the validator below
            .build();
    this.tokens.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            new JwtTypeValidator("phone-verification+jwt"),
            new JwtTimestampValidator(),
            new JwtIssuerValidator(issuer),
            new JwtAudienceValidator(callerId),
            new JwtClaimValidator<String>("purpose", purpose::equals)));
  }

  /**
   * The number that was verified.
   *
   * @param firstUse stores the token's id under a unique key; false where it is there already
   * @throws org.springframework.security.oauth2.jwt.JwtException where the token is not good
   */
  String read(String token, Predicate<String> firstUse) {
    var proof = tokens.decode(token);
    if (!firstUse.test(proof.getId())) {
      throw new BadJwtException("This token was used before");
    }
    return Objects.requireNonNull(proof.getClaimAsString("phone_number"));
  }
}
