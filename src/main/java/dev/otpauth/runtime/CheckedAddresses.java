package dev.otpauth.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up, and hands out allowed addresses alone: a name that leads elsewhere leads nowhere.
 * The connection goes to the very addresses that were checked, whatever the name means a moment
 * later.
 */
public final class CheckedAddresses implements DnsResolver {

  private final DnsResolver lookup;
  private final Predicate<InetAddress> allowed;

  /** Of the addresses that are looked up, those allowed. */
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

  /** The name leads to no address that is allowed. */
  public static final class RefusedException extends UnknownHostException {

    private static final long serialVersionUID = 1;

    RefusedException() {
      super("the address is not allowed");
    }
  }
}
