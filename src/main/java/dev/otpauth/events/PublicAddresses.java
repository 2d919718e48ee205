package dev.otpauth.events;

import dev.otpauth.runtime.CloudMetadata;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Which addresses are nobody's inner network. */
final class PublicAddresses {

  /** What is not public of IPv4 (IANA's special-purpose addresses, multicast). */
  private static final List<Block> NOT_OF_IPV4 =
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

  /** All that is public of IPv6. */
  private static final Block IPV6 = block("2000::/3");

  /** Save for protocols of their own, examples, and what has an IPv4 address inside. */
  private static final List<Block> NOT_OF_IPV6 =
      blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private PublicAddresses() {}

  static boolean includes(InetAddress address) {
    if (CloudMetadata.isAt(address)) {
      return false;
    }
    if (address instanceof Inet6Address) {
      return IPV6.contains(address) && NOT_OF_IPV6.stream().noneMatch(it -> it.contains(address));
    }
    return NOT_OF_IPV4.stream().noneMatch(it -> it.contains(address));
  }

  private static List<Block> blocks(String... written) {
    return Stream.of(written).map(PublicAddresses::block).toList();
  }

  private static Block block(String written) {
    var parts = written.split("/", 2);
    return new Block(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]));
  }

  /** Addresses that begin with the same bits. */
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
