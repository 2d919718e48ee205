package dev.otpauth.caller;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.otpauth.RebindingResolver;
import dev.otpauth.runtime.CheckedAddresses.RefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what is fetched from an issuer, and which addresses are blocked, over real sockets. */
class IssuerHttpTest {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final InetAddress METADATA = InetAddress.ofLiteral("169.254.169.254");

  private final AtomicInteger asked = new AtomicInteger();
  private final IssuerHttp http = new IssuerHttp(SystemDefaultDnsResolver.INSTANCE);
  private HttpServer issuer;

  @BeforeEach
  void start() throws IOException {
    issuer = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
    issuer.start();
  }

  @AfterEach
  void stop() {
    issuer.stop(0);
  }

  @Test
  void whatAnIssuerPublishesIsFetched() throws IOException {
    answers(200, "{\"keys\":[]}");
    assertThat(http.retrieveResource(address("localhost")).getContent()).isEqualTo("{\"keys\":[]}");
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 302, 404, 500})
  void anythingButAnAnswerIsAFailure(int status) {
    issuer.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    assertThatThrownBy(() -> http.retrieveResource(address("localhost")))
        .isInstanceOf(IOException.class)
        .hasMessage("HTTP " + status);
    assertThat(asked).hasValue(1);
  }

  @Test
  void anAnswerThatIsTooLongIsAFailure() throws IOException {
    answers(200, " ".repeat(256 * 1024));
    assertThat(http.retrieveResource(address("localhost")).getContent()).hasSize(256 * 1024);
    stop();
    start();
    answers(200, " ".repeat(256 * 1024 + 1));
    assertThatThrownBy(() -> http.retrieveResource(address("localhost")))
        .hasMessage("The answer is too long");
  }

  @Test
  void aNameThatMeansAnotherAddressByNowIsConnectedToWhereItWasChecked() throws IOException {
    answers(200, "{}");
    var name = RebindingResolver.to(HERE, METADATA);
    var rebound = new IssuerHttp(name);
    assertThat(rebound.retrieveResource(address("issuer.example.com")).getContent())
        .isEqualTo("{}");
    assertThat(name.left()).containsExactly(METADATA);

    assertThatThrownBy(() -> rebound.retrieveResource(address("issuer.example.com")))
        .isInstanceOf(RefusedException.class);
    assertThat(name.left()).isEmpty();
    assertThat(asked).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://2852039166/",
        "http://0xA9FEA9FE/",
        "http://[::ffff:169.254.169.254]/",
        "http://metadata.google.internal/computeMetadata/v1"
      })
  void aCloudsMetadataServiceIsNotEvenLookedUp(String written) {
    var name = RebindingResolver.to(HERE);
    assertThatThrownBy(() -> new IssuerHttp(name).retrieveResource(URI.create(written).toURL()))
        .isInstanceOf(IOException.class)
        .hasMessage("The address must not be a cloud's metadata service");
    assertThat(name.left()).containsExactly(HERE);
  }

  private void answers(int status, String body) {
    issuer.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          var bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private URL address(String host) throws IOException {
    return URI.create("http://%s:%s/keys".formatted(host, issuer.getAddress().getPort())).toURL();
  }
}
