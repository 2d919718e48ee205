package dev.otpauth.throttle;

import dev.otpauth.phone.KeyedDigest;
import org.jspecify.annotations.Nullable;

/**
 * The network of a subscriber's IP address, as keyed digests, for rate limits by address.
 *
 * @param own the IPv4 address, or the /64 of an IPv6 address, which one subscriber has (RFC 6177)
 * @param site the /48 of an IPv6 address, the largest block that one holder usually gets; null for
 *     IPv4
 */
public record ClientNetwork(KeyedDigest own, @Nullable KeyedDigest site) {

  /**
   * A site's rate as a multiple of one network's. It bounds the holder of a /48 with its 65,536
   * networks, yet does not limit a mobile carrier, which gives each phone a /64, to the rate of one
   * phone.
   */
  static final int NETWORKS_OF_A_SITE = 16;
}
