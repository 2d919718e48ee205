package dev.otpauth.verification.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the address of a subscriber as proxies write it: IPv4, or IPv6 with or without brackets,
 * never a name to look up. A port behind it is dropped, and so is a zone. An IPv4 address that is
 * mapped into IPv6, or translated by NAT64 (RFC 6052), is that IPv4 address.
 */
final class ClientAddress {

  private static final String BYTE = "(?:0|[1-9][0-9]{0,2})";
  private static final String PORT = "(?::[0-9]{1,5})?";
  private static final String ZONE = "(?:%[^]]*)?";

  private static final Pattern IPV4 =
      Pattern.compile("(?:::[fF]{4}:)?(B(?:\\.B){3})".replace("B", BYTE) + PORT);
  private static final Pattern IPV6 = Pattern.compile("([0-9a-fA-F.]*:[0-9a-fA-F:.]*)" + ZONE);
  private static final Pattern BRACKETED =
      Pattern.compile("\\[([0-9a-fA-F.]*:[0-9a-fA-F:.]*)" + ZONE + "]" + PORT);

  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

  private ClientAddress() {}

  static Optional<InetAddress> parse(String value) {
    var written = value.strip();
    return literal(IPV4, written)
        .or(() -> literal(BRACKETED, written))
        .or(() -> literal(IPV6, written))
        .flatMap(ClientAddress::read)
        .map(ClientAddress::behindNat64);
  }

  private static Optional<String> literal(Pattern form, String written) {
    var matcher = form.matcher(written);
    return matcher.matches()
        ? Optional.of(Objects.requireNonNull(matcher.group(1)))
        : Optional.empty();
  }

  private static Optional<InetAddress> read(String literal) {
    try {
      return Optional.of(InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static InetAddress behindNat64(InetAddress address) {
    var bytes = address.getAddress();
    if (!Arrays.equals(Arrays.copyOf(bytes, NAT64.length), NAT64)) {
      return address;
    }
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, NAT64.length, bytes.length));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an IPv4 address", e);
    }
  }
}
