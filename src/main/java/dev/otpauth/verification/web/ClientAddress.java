package dev.otpauth.verification.web;

import dev.otpauth.runtime.EmbeddedIpv4;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses a subscriber's IP address as proxies write it: IPv4, or IPv6 with or without brackets.
 * Drops port and zone, and unwraps an IPv4 address embedded in IPv6 ({@link EmbeddedIpv4}). Never
 * resolves host names.
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

  private ClientAddress() {}

  static Optional<InetAddress> parse(String value) {
    var written = value.strip();
    return literal(IPV4, written)
        .or(() -> literal(BRACKETED, written))
        .or(() -> literal(IPV6, written))
        .flatMap(ClientAddress::read)
        .map(EmbeddedIpv4::unwrapped);
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
}
