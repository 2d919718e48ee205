package dev.otpauth.events;

import dev.otpauth.runtime.CloudMetadata;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Decides whether an IP address is public, so that webhooks cannot reach internal networks. */
final class PublicAddresses {

  /** IPv4 blocks that are not public (IANA's special-purpose registry, multicast). */
  private static final List<Block> NON_PUBLIC_IPV4 =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3");

  /** The public block of IPv6. */
  private static final Block PUBLIC_IPV6 = block("2000::/3");

  /** Exceptions within it: special protocols, documentation, and 6to4. */
  private static final List<Block> NON_PUBLIC_IPV6 =
      blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private PublicAddresses() {}

  static boolean includes(InetAddress address) {
    if (CloudMetadata.isAt(address)) {
      return false;
    }
    if (address instanceof Inet6Address) {
      return PUBLIC_IPV6.contains(address)
          && NON_PUBLIC_IPV6.stream().noneMatch(it -> it.contains(address));
    }
    return NON_PUBLIC_IPV4.stream().noneMatch(it -> it.contains(address));
  }

  private static List<Block> blocks(String... written) {
    return Stream.of(written).map(PublicAddresses::block).toList();
  }

  private static Block block(String written) {
    var parts = written.split("/", 2);
    return new Block(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]));
  }

  /** A CIDR block. */
  private record Block(InetAddress first, int bits) {

    boolean contains(InetAddress address) {
      var ours = first.getAddress();
      var theirs = address.getAddress();
      for (var bit = 0; bit < bits; bit++) {
        var mask = 0x80 >> (bit % 8);
        if (((ours[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
