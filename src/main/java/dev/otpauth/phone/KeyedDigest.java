package dev.otpauth.phone;

import java.util.HexFormat;

/**
 * What is kept of something that must not be readable, to know it again: an HMAC-SHA256 under
 * {@code otp.privacy.digest-key}. Prints its beginning alone.
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

  /** Without a pattern: each request makes several digests, and it took a fiftieth of its CPU. */
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

  /** Of the 32 bytes that are stored. */
  public static KeyedDigest of(byte[] bytes) {
    return new KeyedDigest(HexFormat.of().formatHex(bytes));
  }

  /** As it is stored: 32 bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex.substring(0, 8) + "…";
  }
}
