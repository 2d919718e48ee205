package dev.otpauth.runtime;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recognises the addresses of cloud metadata services, which hand out a machine's credentials.
 * Configured or published addresses must never lead there. All link-local addresses
 * (169.254.0.0/16, fe80::/10) count, since most clouds use them.
 */
public final class CloudMetadata {

  private static final Set<InetAddress> OTHER_ADDRESSES =
      Stream.of(
              "100.100.100.200", // Alibaba
              "168.63.129.16", // Azure, which is not a private address
              "192.0.0.192", // Oracle
              "fd00:c1::a9fe:a9fe", // Oracle
              "fd00:ec2::254", // AWS
              "fd00:ec2::23", // AWS, credentials of a pod
              "fd20:ce::254") // Google
          .map(InetAddress::ofLiteral)
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> NAMES = Set.of("metadata.google.internal", "metadata.goog");

  private CloudMetadata() {}

  /** Whether the address, or an IPv4 address embedded in it, is one of a metadata service. */
  public static boolean isAt(InetAddress address) {
    var meant = EmbeddedIpv4.unwrapped(address);
    return meant.isLinkLocalAddress() || OTHER_ADDRESSES.contains(meant);
  }

  /**
   * Whether a host is the name or a literal address of a metadata service. Resolved addresses must
   * be checked on connecting.
   *
   * @param host as in a URL, an IPv6 address in brackets
   */
  public static boolean isNamed(String host) {
    var name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "").replaceAll("[\\[\\]]", "");
    return NAMES.contains(name) || literal(name).filter(CloudMetadata::isAt).isPresent();
  }

  /**
   * Parses an address literal; IPv4 in all notations of C: decimal, octal, hexadecimal, with fewer
   * parts.
   */
  private static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(
          host.contains(":") ? InetAddress.ofLiteral(host) : Inet4Address.ofPosixLiteral(host));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
