package dev.otpauth.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a verification token. {@link #toString} omits the number.
 *
 * @param id constant for a verification, like the times, however often its token is signed, so that
 *     it can be consumed once only
 */
record TokenClaims(
    String issuer,
    String audience,
    UUID subject,
    String phoneNumber,
    String purpose,
    Instant authTime,
    Instant issuedAt,
    Instant expiresAt,
    UUID id) {

  /** Authentication method: one-time password (RFC 8176). */
  static final List<String> METHODS = List.of("otp");

  static TokenClaims of(VerifiedPhone verified, String issuer, Duration lifetime) {
    return new TokenClaims(
        issuer,
        verified.callerId(),
        verified.requestId(),
        verified.mobile().e164(),
        verified.purpose(),
        verified.verifiedAt(),
        verified.provenAt(),
        verified.provenAt().plus(lifetime),
        verified.requestId());
  }

  /**
   * Reads the claims of a verified token.
   *
   * @throws ParseException if a claim is missing or malformed
   */
  static TokenClaims read(JWTClaimsSet claims) throws ParseException {
    try {
      return new TokenClaims(
          text(claims, "iss"),
          String.join(" ", claims.getAudience()),
          UUID.fromString(text(claims, "sub")),
          text(claims, "phone_number"),
          text(claims, "purpose"),
          time(claims, "auth_time"),
          time(claims, "iat"),
          time(claims, "exp"),
          UUID.fromString(text(claims, "jti")));
    } catch (IllegalArgumentException _) {
      throw new ParseException("not a UUID", 0);
    }
  }

  private static String text(JWTClaimsSet claims, String name) throws ParseException {
    return required(name, claims.getStringClaim(name));
  }

  private static Instant time(JWTClaimsSet claims, String name) throws ParseException {
    return required(name, claims.getDateClaim(name)).toInstant();
  }

  private static <T> T required(String name, @Nullable T value) throws ParseException {
    if (value == null) {
      throw new ParseException(name + " is missing", 0);
    }
    return value;
  }

  JWTClaimsSet jwt() {
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .audience(audience)
        .subject(subject.toString())
        .claim("phone_number", phoneNumber)
        .claim("phone_number_verified", true)
        .claim("purpose", purpose)
        .claim("amr", METHODS)
        .claim("auth_time", authTime.getEpochSecond())
        .issueTime(Date.from(issuedAt))
        .expirationTime(Date.from(expiresAt))
        .jwtID(id.toString())
        .build();
  }

  @Override
  public String toString() {
    return "TokenClaims[id=%s]".formatted(id);
  }
}
