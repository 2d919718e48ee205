package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

/**
 * Configures the connections to the provider. Each exchange gets a new connection: on a reused one,
 * a server that answers twice would answer the next caller's request.
 */
final class SpektifHttp {

  private SpektifHttp() {}

  static HttpClient client(SpektifProperties properties) {
    var client =
        HttpClient.create(ConnectionProvider.newConnection())
            .keepAlive(false)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                Math.toIntExact(properties.connectTimeout().toMillis()))
            .responseTimeout(properties.responseTimeout())
            .followRedirect(false)
            .compress(false)
            // Reactor Netty would repeat a request, even a POST, if the connection breaks.
            .disableRetry(true)
            .doOnChannelInit((_, channel, _) -> executor(channel));
    return properties
        .egressProxy()
        .map(proxy -> client.proxy(spec -> through(spec, proxy, properties.connectTimeout())))
        .orElseGet(() -> client.resolver(it -> it.queryTimeout(properties.connectTimeout())));
  }

  private static void executor(Channel channel) {
    channel
        .pipeline()
        .addBefore(NettyPipeline.HttpCodec, "spektif.tlsAlert", new TlsAlert())
        .addAfter(NettyPipeline.HttpCodec, "spektif.oneAnswer", new SingleResponseHandler());
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
