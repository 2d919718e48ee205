package dev.otpauth.token;

/**
 * A signed proof that a number was verified. {@link #toString} omits the value, because it contains
 * the number in base64.
 *
 * @param value a JWT (RFC 7519) in compact form
 */
public record VerificationToken(String value) {

  @Override
  public String toString() {
    return "VerificationToken[***]";
  }
}
