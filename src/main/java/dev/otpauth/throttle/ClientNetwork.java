package dev.otpauth.throttle;

import dev.otpauth.phone.KeyedDigest;
import org.jspecify.annotations.Nullable;

/**
 * Where a subscriber asks from, as far as it is counted: keyed digests, no addresses.
 *
 * @param own the IPv4 address, or the /64 of an IPv6 address, which is what one subscriber has (RFC
 *     6177)
 * @param site of IPv6, the /48 around it, which is the most that one holder is usually given;
 *     absent for IPv4
 */
public record ClientNetwork(KeyedDigest own, @Nullable KeyedDigest site) {

  /**
   * So many times the rate of one network is what a site has. Whoever holds a /48 has 65,536 of
   * them, and sends no more than this lets through; a mobile carrier that gives each phone a /64
   * out of it is not held to what one phone may.
   */
  static final int NETWORKS_OF_A_SITE = 16;
}
