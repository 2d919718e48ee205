package dev.otpauth.phone;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What is kept of something that must not be readable, to know it again: an HMAC-SHA256 under
 * {@code otp.privacy.digest-key}. Prints its beginning alone.
 *
 * @param hex 64 lower-case digits
 */
public record KeyedDigest(String hex) {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public KeyedDigest {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a digest of 32 bytes");
    }
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
