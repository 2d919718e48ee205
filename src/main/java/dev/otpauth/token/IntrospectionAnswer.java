package dev.otpauth.token;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The response body of token introspection (RFC 7662): the claims of an active token, else {@code
 * active} alone. {@link #toString} omits the number.
 */
record IntrospectionAnswer(
    boolean active,
    @Nullable String iss,
    @Nullable String aud,
    @Nullable UUID sub,
    @Nullable String phoneNumber,
    @Nullable Boolean phoneNumberVerified,
    @Nullable String purpose,
    @Nullable List<String> amr,
    @Nullable Long authTime,
    @Nullable Long iat,
    @Nullable Long exp,
    @Nullable UUID jti) {

  static final IntrospectionAnswer INACTIVE =
      new IntrospectionAnswer(
          false, null, null, null, null, null, null, null, null, null, null, null);

  static IntrospectionAnswer of(TokenClaims claims) {
    return new IntrospectionAnswer(
        true,
        claims.issuer(),
        claims.audience(),
        claims.subject(),
        claims.phoneNumber(),
        true,
        claims.purpose(),
        TokenClaims.METHODS,
        claims.authTime().getEpochSecond(),
        claims.issuedAt().getEpochSecond(),
        claims.expiresAt().getEpochSecond(),
        claims.id());
  }

  @Override
  public String toString() {
    return "IntrospectionAnswer[active=%s]".formatted(active);
  }
}
