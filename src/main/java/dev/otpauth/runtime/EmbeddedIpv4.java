package dev.otpauth.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Extracts IPv4 addresses from IPv6 addresses with the NAT64 prefix (64:ff9b::/96, RFC 6052) or a
 * 6to4 prefix (2002::/16, RFC 3056). Java already treats mapped addresses (::ffff:0:0/96) as IPv4;
 * network-specific NAT64 prefixes cannot be recognised.
 */
public final class EmbeddedIpv4 {

  private static final int BYTES = 4;
  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
  private static final byte[] SIX_TO_FOUR = {0x20, 0x02};

  private EmbeddedIpv4() {}

  /** Returns the embedded IPv4 address, or the address itself if there is none. */
  public static InetAddress unwrapped(InetAddress address) {
    var bytes = address.getAddress();
    if (startsWith(bytes, NAT64)) {
      return after(NAT64, bytes);
    }
    return startsWith(bytes, SIX_TO_FOUR) ? after(SIX_TO_FOUR, bytes) : address;
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length > BYTES && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static InetAddress after(byte[] prefix, byte[] bytes) {
    try {
      return InetAddress.getByAddress(
          Arrays.copyOfRange(bytes, prefix.length, prefix.length + BYTES));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an IPv4 address", e);
    }
  }
}
