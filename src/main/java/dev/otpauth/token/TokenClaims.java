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
 * What a token says. Prints without the number.
 *
 * @param id the same however often the verification's token is signed, as are the times: so that it
 *     is used up once and for all
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

  /** One-time password (RFC 8176). */
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
   * Reads the claims of a token that we signed.
   *
   * @throws ParseException where they are not ours
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
    return present(name, claims.getStringClaim(name));
  }

  private static Instant time(JWTClaimsSet claims, String name) throws ParseException {
    return present(name, claims.getDateClaim(name)).toInstant();
  }

  private static <T> T present(String name, @Nullable T value) throws ParseException {
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
