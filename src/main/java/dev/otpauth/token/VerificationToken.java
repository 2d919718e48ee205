package dev.otpauth.token;

/**
 * A signed proof that a number was verified. Prints without its value: whoever can read base64 can
 * read the number in it.
 *
 * @param value a JWT (RFC 7519) in its compact form
 */
public record VerificationToken(String value) {

  @Override
  public String toString() {
    return "VerificationToken[***]";
  }
}
