package dev.otpauth.runtime;

import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Recognises hosts of this machine, to which plain HTTP is safe. */
public final class LoopbackHosts {

  private LoopbackHosts() {}

  /**
   * Whether the host is {@code localhost} or a loopback address (127.0.0.0/8, ::1); false for null.
   *
   * @param host as in a URL, an IPv6 address in brackets
   */
  public static boolean is(@Nullable String host) {
    if (host == null) {
      return false;
    }
    if (host.toLowerCase(Locale.ROOT).equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
