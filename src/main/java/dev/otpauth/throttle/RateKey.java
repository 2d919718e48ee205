package dev.otpauth.throttle;

import java.util.Comparator;
import java.util.HexFormat;

/**
 * The key of a rate limit: a caller, a network, all sends, or all sends to a new prefix.
 *
 * @param hex key of the caller, network or prefix in hexadecimal; empty for all sends
 */
public record RateKey(LimitedBy by, String hex) {

  /** The order in which rows are locked. */
  static final Comparator<RateKey> ORDER =
      Comparator.comparing((RateKey it) -> it.by().value()).thenComparing(RateKey::hex);

  static RateKey of(LimitedBy by, byte[] key) {
    return new RateKey(by, HexFormat.of().formatHex(key));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
