package dev.otpauth.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/**
 * DNS resolver that returns allowed addresses only. The connection uses exactly the addresses that
 * were checked, so that a later DNS answer cannot bypass the check.
 */
public final class CheckedAddresses implements DnsResolver {

  private final DnsResolver lookup;
  private final Predicate<InetAddress> allowed;

  /** Creates a resolver that filters the results of {@code lookup}. */
  public CheckedAddresses(DnsResolver lookup, Predicate<InetAddress> allowed) {
    this.lookup = lookup;
    this.allowed = allowed;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var addresses = Arrays.stream(lookup.resolve(host)).filter(allowed).toArray(InetAddress[]::new);
    if (addresses.length == 0) {
      throw new RefusedException();
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return lookup.resolveCanonicalHostname(host);
  }

  /** The host has no allowed address. */
  public static final class RefusedException extends UnknownHostException {

    private static final long serialVersionUID = 1;

    RefusedException() {
      super("the address is not allowed");
    }
  }
}
