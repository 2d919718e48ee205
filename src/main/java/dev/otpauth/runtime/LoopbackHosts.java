package dev.otpauth.runtime;

import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which hosts never leave this machine, so that nobody can listen in on plain HTTP to them. */
public final class LoopbackHosts {

  private LoopbackHosts() {}

  /**
   * Whether it is the loopback interface, by its name or by an address of it (127.0.0.0/8, ::1).
   *
   * @param host as a URL has it, an IPv6 address in brackets
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
