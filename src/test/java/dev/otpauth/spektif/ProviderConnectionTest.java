package dev.otpauth.spektif;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.otpauth.Ports;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import dev.otpauth.spektif.account.ProbedAccount;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Health and log explain connection problems between us and the provider. */
@ExtendWith(OutputCaptureExtension.class)
class ProviderConnectionTest extends SpektifTest {

  private static final String PROXY_SECRET = "pr0xy-s3cr3t";
  private static final Object NOT_SENT = new Unreachable(ofSeconds(2));

  @TempDir static Path directory;
  private static Certificates certificates;

  @BeforeAll
  static void makeCertificates() throws IOException, InterruptedException {
    certificates = new Certificates(directory);
  }

  /** Sends with that base URL, and checks result, health and log. */
  private static void assertTold(
      CapturedOutput output, Object result, String problem, String baseUrl, String... settings) {
    try (var context = SpektifSlice.start(baseUrl, settings)) {
      assertThat(context.getBean(OtpProvider.class).send(DESTINATION, SENDER)).isEqualTo(result);

      var health = context.getBean(SpektifHealthIndicator.class).health();
      assertThat(health.getStatus()).isEqualTo(Status.DOWN);
      assertThat(String.valueOf(health.getDetails().get("problem"))).startsWith(problem);
      assertThat(output.getAll().split("Calls to Spektif fail", -1)).hasSize(2);
      assertThat(output).contains("problem=\"" + problem).doesNotContain(PROXY_SECRET);
    }
  }

  @Test
  void unknownHost(CapturedOutput output) {
    assertTold(
        output,
        NOT_SENT,
        "cannot resolve the host of spektif.base-url: check the name and this machine's DNS",
        "https://spektif.invalid");
  }

  @Test
  void refusedConnection(CapturedOutput output) throws IOException {
    assertTold(
        output,
        NOT_SENT,
        "the host of spektif.base-url refuses connections: check the port",
        "http://127.0.0.1:" + Ports.free());
  }

  @Test
  void connectionThatIsNeverMade(CapturedOutput output) throws IOException {
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var one = new Socket(full.getInetAddress(), full.getLocalPort());
        var two = new Socket(full.getInetAddress(), full.getLocalPort())) {
      assertThat(one.isConnected() && two.isConnected()).isTrue();
      assertTold(
          output,
          NOT_SENT,
          "no connection to the host of spektif.base-url in time: check the egress rules",
          "http://127.0.0.1:" + full.getLocalPort(),
          "spektif.connect-timeout=300ms");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "407 Proxy Authentication Required | the proxy refuses the credentials of spektif.proxy"
            + " (HTTP 407): correct user and password",
        "403 Forbidden | the proxy of spektif.proxy denies connections to spektif.base-url (HTTP"
            + " 403):",
        "502 Bad Gateway | the proxy of spektif.proxy cannot connect to spektif.base-url (HTTP"
            + " 502):",
        "503 Service Unavailable | the proxy of spektif.proxy cannot connect to spektif.base-url"
            + " (HTTP 503):"
      })
  void proxyThatRefuses(String answer, String problem, CapturedOutput output) throws IOException {
    var head = "HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n";
    try (var raw = new RawProvider((_, wire) -> wire.write(head))) {
      assertTold(output, NOT_SENT, problem, "https://spektif.example", proxy(raw.port()));
    }
  }

  @Test
  void proxyThatDoesNotAnswer(CapturedOutput output) throws IOException {
    try (var raw = new RawProvider((_, wire) -> wire.in().read())) {
      assertTold(
          output,
          NOT_SENT,
          "the proxy of spektif.proxy cannot connect to spektif.base-url (no answer):",
          "https://spektif.example",
          proxy(raw.port()),
          "spektif.connect-timeout=500ms");
    }
  }

  @Test
  void proxyThatIsNotThere(CapturedOutput output) throws IOException {
    assertTold(
        output,
        NOT_SENT,
        "cannot reach the proxy of spektif.proxy (connection refused): check its host and port",
        "https://spektif.example",
        proxy(Ports.free()));
  }

  @Test
  void proxyOfAnUnknownHost(CapturedOutput output) {
    assertTold(
        output,
        NOT_SENT,
        "cannot reach the proxy of spektif.proxy (host unknown): check its host and port",
        "https://spektif.example",
        "spektif.proxy=http://user:%s@proxy.invalid:3128".formatted(PROXY_SECRET));
  }

  private static String proxy(int port) {
    return "spektif.proxy=http://user:%s@127.0.0.1:%d".formatted(PROXY_SECRET, port);
  }

  @Test
  void httpsOnAnHttpPort(CapturedOutput output) {
    assertTold(
        output,
        NOT_SENT,
        "spektif.base-url is https, but the server does not speak TLS: check scheme and port",
        "https://127.0.0.1:" + spektif.port());
  }

  @Test
  void httpOnAnHttpsPort(CapturedOutput output) throws Exception {
    try (var server = tlsServer(certificates.server("127.0.0.1", "-1H"))) {
      assertTold(
          output,
          Unknown.LOST,
          "spektif.base-url is http, but the server expects TLS: check scheme and port",
          "http://127.0.0.1:" + server.getLocalPort());
    }
  }

  @Test
  void certificateOfAnAuthorityThatIsNotTrusted(CapturedOutput output) throws Exception {
    try (var server = tlsServer(certificates.server("127.0.0.1", "-1H"))) {
      assertTold(
          output,
          NOT_SENT,
          "the certificate of spektif.base-url comes from an authority that is not trusted:",
          "https://127.0.0.1:" + server.getLocalPort());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, -3d, CERTIFICATE_EXPIRED",
    "127.0.0.1, +3d, CERTIFICATE_EXPIRED",
    "192.0.2.1, -1H, CERTIFICATE_OF_ANOTHER_HOST"
  })
  void certificateThatIsTrustedAndWrong(String address, String start, OutageCause cause)
      throws Exception {
    try (var server = tlsServer(certificates.server(address, start))) {
      var url = "https://127.0.0.1:" + server.getLocalPort();
      assertThat(failure(url).outage().cause()).isEqualTo(cause);
    }
  }

  /** With the service's client, which also trusts the test authority. */
  private static CallFailed failure(String url) throws GeneralSecurityException, IOException {
    var tls = SslContextBuilder.forClient().trustManager(certificates.trust()).build();
    var client =
        SpektifHttp.client(context.getBean(SpektifProperties.class))
            .secure(it -> it.sslContext(tls));
    var failure = catchThrowable(() -> client.get().uri(url).response().block());
    return CallFailed.from(Objects.requireNonNull(failure));
  }

  @Test
  void serverThatHangsUpInTheHandshake(CapturedOutput output) throws IOException {
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> hangUp(server));
      assertTold(
          output,
          NOT_SENT,
          "no TLS connection to the host of spektif.base-url:",
          "https://127.0.0.1:" + server.getLocalPort());
    }
  }

  @Test
  void silence(CapturedOutput output) throws IOException {
    try (var raw = new RawProvider((_, wire) -> wire.in().read())) {
      assertTold(
          output,
          Unknown.LOST,
          "no answer within spektif.response-timeout: check Spektif's state",
          raw.url(),
          SpektifSlice.HASTY);
    }
  }

  @Test
  void reset(CapturedOutput output) {
    spektif.fails(Fault.CONNECTION_RESET_BY_PEER);
    assertTold(
        output,
        Unknown.LOST,
        "connections are closed or reset before the answer is complete:",
        spektif.url());
  }

  @Test
  void answerThatIsNoHttp(CapturedOutput output) throws IOException {
    try (var raw = new RawProvider((_, wire) -> wire.write("220 smtp.example ESMTP\r\n\r\n"))) {
      assertTold(output, Unknown.LOST, "responses are truncated, too long or not HTTP:", raw.url());
    }
  }

  @Test
  void startThatCannotReachTheProviderWarns(CapturedOutput output) {
    try (var context =
        SpektifSlice.start("https://spektif.invalid", "spektif.probe.enabled=true")) {
      ProbedAccount.probeIfDue(context);

      assertThat(output)
          .containsOnlyOnce("Calls to Spektif fail")
          .contains("cannot resolve the host of spektif.base-url");
      assertThat(context.getBean(SpektifHealthIndicator.class).health().getDetails())
          .containsEntry("cause", "host_unknown")
          .containsEntry("probe", "unreachable");
    }
  }

  private static void hangUp(ServerSocket server) {
    while (!server.isClosed()) {
      try (var socket = server.accept()) {
        socket.getInputStream().read();
      } catch (IOException _) {
        // The test is over.
      }
    }
  }

  private static ServerSocket tlsServer(SSLServerSocketFactory sockets) throws IOException {
    var server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> shakeHands(server));
    return server;
  }

  private static void shakeHands(ServerSocket server) {
    while (!server.isClosed()) {
      try (var socket = (SSLSocket) server.accept()) {
        socket.startHandshake();
        socket.getInputStream().read();
      } catch (IOException _) {
        // The client did not like it, or the test is over.
      }
    }
  }
}
