package dev.otpauth.throttle;

import java.util.Comparator;
import java.util.HexFormat;

/**
 * Whose rate is counted: a caller's, an address's, everybody's, or everybody's to a prefix.
 *
 * @param hex of the caller's, the address's or the prefix's key; empty for everybody's
 */
public record RateKey(LimitedBy by, String hex) {

  /** In which their rows are locked. */
  static final Comparator<RateKey> ORDER =
      Comparator.comparing((RateKey it) -> it.by().word()).thenComparing(RateKey::hex);

  static RateKey of(LimitedBy by, byte[] key) {
    return new RateKey(by, HexFormat.of().formatHex(key));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
