package dev.otpauth.caller;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import dev.otpauth.runtime.CheckedAddresses;
import dev.otpauth.runtime.CloudMetadata;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpResponse;

/**
 * Fetches an issuer's metadata and keys. Uses the JVM's proxy, follows no redirects, and never
 * connects to a cloud's metadata service, even if a host name resolves to it.
 */
final class IssuerHttp implements ResourceRetriever {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);
  private static final int MAX_BYTES = 256 * 1024;

  /** The maximum duration of a fetch from an issuer that answers at once or not at all. */
  static final Duration TIMEOUT = CONNECT_TIMEOUT.plus(READ_TIMEOUT);

  private final CloseableHttpClient http;

  IssuerHttp(DnsResolver lookup) {
    this.http = client(new CheckedAddresses(lookup, it -> !CloudMetadata.isAt(it)));
  }

  /** Connections are not reused, since the issuer is called once in some minutes. */
  private static CloseableHttpClient client(DnsResolver addresses) {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(addresses)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                        .setSocketTimeout((int) READ_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                        .build())
                .build())
        .setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()))
        .setConnectionReuseStrategy((_, _, _) -> false)
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableAuthCaching()
        .disableCookieManagement()
        .setUserAgent("otp-auth")
        .build();
  }

  @Override
  public Resource retrieveResource(URL address) throws IOException {
    return http.execute(new HttpGet(checked(address)), IssuerHttp::content);
  }

  /** Checks the host name, since a proxy resolves it itself. */
  private static URI checked(URL address) throws IOException {
    if (CloudMetadata.isNamed(address.getHost())) {
      throw new IOException("The address must not be a cloud's metadata service");
    }
    try {
      return address.toURI();
    } catch (URISyntaxException e) {
      throw new IOException("The address is not a valid URI", e);
    }
  }

  private static Resource content(ClassicHttpResponse response) throws IOException {
    if (response.getCode() / 100 != 2 || response.getEntity() == null) {
      throw new IOException("HTTP " + response.getCode());
    }
    var bytes = response.getEntity().getContent().readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new IOException("The answer is too long");
    }
    return new Resource(new String(bytes, UTF_8), response.getEntity().getContentType());
  }
}
