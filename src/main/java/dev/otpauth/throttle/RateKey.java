package dev.otpauth.throttle;

import java.util.Comparator;
import java.util.HexFormat;

/**
 * Whose rate is counted: a caller's, an address's, or everybody's.
 *
 * @param hex of the caller's or the address's key
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
