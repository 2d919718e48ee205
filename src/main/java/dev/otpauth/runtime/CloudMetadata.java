package dev.otpauth.runtime;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where clouds hand a machine its own credentials: an address in a setting, or one that another
 * party names, must never lead there. Whatever is link-local (169.254.0.0/16, fe80::/10) is taken
 * for it: most clouds use it so, and nothing that is meant to be called is there.
 */
public final class CloudMetadata {

  private static final Set<InetAddress> ELSEWHERE =
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

  /** Whether it is there, by this address or an IPv4 address within it. */
  public static boolean isAt(InetAddress address) {
    var meant = EmbeddedIpv4.unwrapped(address);
    return meant.isLinkLocalAddress() || ELSEWHERE.contains(meant);
  }

  /**
   * Whether a host is written so that it leads there. What a name is looked up as is to be checked
   * when it is connected to.
   *
   * @param host as a URL has it, an IPv6 address in brackets
   */
  public static boolean isNamed(String host) {
    var name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "").replaceAll("[\\[\\]]", "");
    return NAMES.contains(name) || literal(name).filter(CloudMetadata::isAt).isPresent();
  }

  /** Of IPv4 in any of the spellings that C reads: decimal, octal, hexadecimal, in fewer parts. */
  private static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(
          host.contains(":") ? InetAddress.ofLiteral(host) : Inet4Address.ofPosixLiteral(host));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
