package dev.otpauth;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.hc.client5.http.DnsResolver;

/** A resolver that returns another address at each look-up, as in a DNS rebinding attack. */
public final class RebindingResolver implements DnsResolver {

  private final Queue<InetAddress> meanings;

  private RebindingResolver(List<InetAddress> meanings) {
    this.meanings = new ArrayDeque<>(meanings);
  }

  /** One that means these, one after the other, and then nothing. */
  public static RebindingResolver to(InetAddress... meanings) {
    return new RebindingResolver(List.of(meanings));
  }

  /** What it will mean at the looks that nobody has had. */
  public List<InetAddress> left() {
    return List.copyOf(meanings);
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var meaning = meanings.poll();
    if (meaning == null) {
      throw new UnknownHostException("nobody was to look again");
    }
    return new InetAddress[] {meaning};
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
