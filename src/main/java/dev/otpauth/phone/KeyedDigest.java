package dev.otpauth.phone;

import java.util.HexFormat;

/**
 * An HMAC-SHA256 under {@code otp.privacy.digest-key}, stored in place of a value that must not be
 * readable. {@link #toString} prints the first digits only.
 *
 * @param hex 64 lower-case digits
 */
public record KeyedDigest(String hex) {

  private static final int DIGITS = 64;

  public KeyedDigest {
    if (!isDigest(hex)) {
      throw new IllegalArgumentException("not a digest of 32 bytes");
    }
  }

  /** Not a regular expression, which took 2 % of a request's CPU time. */
  private static boolean isDigest(String hex) {
    if (hex.length() != DIGITS) {
      return false;
    }
    for (var i = 0; i < DIGITS; i++) {
      var digit = hex.charAt(i);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** The digest of the given 32 bytes. */
  public static KeyedDigest of(byte[] bytes) {
    return new KeyedDigest(HexFormat.of().formatHex(bytes));
  }

  /** The 32 bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex.substring(0, 8) + "…";
  }
}
