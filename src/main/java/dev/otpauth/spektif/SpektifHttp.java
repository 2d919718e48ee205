package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.ChannelOption;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

/** The connections to the provider. */
final class SpektifHttp {

  /**
   * Below the usual keep-alives of servers: a POST on a closed connection is an unknown outcome.
   */
  private static final Duration IDLE = Duration.ofSeconds(4);

  /** So that a provider that moved is found again. */
  private static final Duration LIFE = Duration.ofMinutes(5);

  private SpektifHttp() {}

  static ConnectionProvider connections(int most, Duration acquireTimeout) {
    return ConnectionProvider.builder("spektif")
        .maxConnections(most)
        .pendingAcquireTimeout(acquireTimeout)
        .maxIdleTime(IDLE)
        .maxLifeTime(LIFE)
        .evictInBackground(IDLE)
        .lifo()
        .build();
  }

  static HttpClient client(ConnectionProvider connections, SpektifProperties properties) {
    var client =
        HttpClient.create(connections)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                Math.toIntExact(properties.connectTimeout().toMillis()))
            .responseTimeout(properties.responseTimeout())
            .followRedirect(false)
            .compress(false)
            // Reactor Netty would repeat a request, POST included, on a connection that broke.
            .disableRetry(true);
    return properties
        .egressProxy()
        .map(proxy -> client.proxy(spec -> through(spec, proxy, properties.connectTimeout())))
        .orElseGet(() -> client.resolver(it -> it.queryTimeout(properties.connectTimeout())));
  }

  private static void through(ProxyProvider.TypeSpec spec, URI proxy, Duration connectTimeout) {
    var builder =
        spec.type(ProxyProvider.Proxy.HTTP)
            .host(proxy.getHost())
            .port(proxy.getPort())
            .connectTimeoutMillis(connectTimeout.toMillis());
    if (proxy.getRawUserInfo() != null) {
      var parts = proxy.getRawUserInfo().split(":", 2);
      builder.username(decoded(parts[0])).password(_ -> parts.length == 2 ? decoded(parts[1]) : "");
    }
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
  }
}
