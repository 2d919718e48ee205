package dev.otpauth.throttle;

import dev.otpauth.phone.KeyedDigest;
import org.jspecify.annotations.Nullable;

/**
 * A send of a code, as input of the limits.
 *
 * @param sender E.164
 * @param phone keyed digest of the number
 * @param network the subscriber's; null if unknown
 * @param newPrefix the number's prefix, if no number with it was ever verified and such prefixes
 *     are limited; else null
 * @param isFromKnownNetwork whether the number was verified from this network before
 */
public record Send(
    String sender,
    KeyedDigest phone,
    String callerId,
    @Nullable ClientNetwork network,
    @Nullable String newPrefix,
    boolean isFromKnownNetwork) {

  /** A send from a network that is not known to be the subscriber's. */
  public Send(
      String sender,
      KeyedDigest phone,
      String callerId,
      @Nullable ClientNetwork network,
      @Nullable String newPrefix) {
    this(sender, phone, callerId, network, newPrefix, false);
  }

  /** A copy from a known network. */
  public Send fromKnownNetwork() {
    return new Send(sender, phone, callerId, network, newPrefix, true);
  }
}
