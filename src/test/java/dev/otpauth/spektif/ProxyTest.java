package dev.otpauth.spektif;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.provider.CrmCall;
import dev.otpauth.provider.CrmProvider;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.SendResult;
import dev.otpauth.provider.Unreachable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class ProxyTest extends SpektifTest {

  @Test
  void callsGoThroughTheProxyWithItsCredentials() throws IOException {
    try (var proxy = new Proxy("200 Connection established")) {
      assertThat(sendThrough(proxy)).isInstanceOf(SendResult.Accepted.class);

      // user:pa$s in base64
      assertThat(proxy.seen)
          .contains("CONNECT 127.0.0.1:9 HTTP/1.1")
          .contains("proxy-authorization: Basic dXNlcjpwYSRz")
          .contains("POST /external-api/otp/send HTTP/1.1");
    }
  }

  @Test
  void proxyThatDeniesIsUnreachableForItSentNothing() throws IOException {
    try (var proxy = new Proxy("407 Proxy Authentication Required")) {
      assertThat(sendThrough(proxy)).isEqualTo(new Unreachable(Duration.ofSeconds(2)));

      assertThat(proxy.seen).noneMatch(it -> it.startsWith("POST"));
      assertThat(proxy.seen).filteredOn(it -> it.startsWith("CONNECT")).hasSize(3);
    }
  }

  @Test
  void fileIsNotReadAgainWhereAProxyDeniesTheWay() throws IOException {
    var file = new GeneratedFile(10_000_000);
    try (var proxy = new Proxy("403 Forbidden");
        var context = through(proxy)) {
      var message =
          new CrmCall.SendMessage(DESTINATION, null, new CrmCall.Content.Document(file.known()));

      assertThat(context.getBean(CrmProvider.class).call(message))
          .isEqualTo(new Unreachable(Duration.ofSeconds(2)));

      assertThat(proxy.seen).noneMatch(it -> it.startsWith("POST"));
      assertThat(proxy.seen)
          .filteredOn(it -> it.startsWith("CONNECT"))
          .hasSize(file.read.get() == 0 ? 3 : 1);
    }
  }

  private static SendResult sendThrough(Proxy proxy) {
    try (var context = through(proxy)) {
      return context.getBean(OtpProvider.class).send(DESTINATION, SENDER);
    }
  }

  private static ConfigurableApplicationContext through(Proxy proxy) {
    return SpektifSlice.start(
        "http://127.0.0.1:9/external-api",
        "spektif.proxy=http://user:pa%24s@127.0.0.1:" + proxy.port());
  }

  /** Tests an egress proxy; one stub is both proxy and provider. */
  private static final class Proxy implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final String answer;

    Proxy(String answer) throws IOException {
      this.answer = answer;
      Thread.ofVirtual().start(this::serve);
    }

    int port() {
      return server.getLocalPort();
    }

    private void serve() {
      while (!server.isClosed()) {
        try (var socket = server.accept()) {
          serve(socket);
        } catch (IOException _) {
          // The client hung up, or the test is over.
        }
      }
    }

    private void serve(Socket socket) throws IOException {
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      readHead(in);
      write(socket, "HTTP/1.1 " + answer + "\r\n\r\n");
      if (answer.startsWith("200")) {
        readHead(in);
        var body = RecordedBodies.file("send-200.json");
        write(
            socket,
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.length(), body));
        in.readLine();
      }
    }

    private void readHead(BufferedReader in) throws IOException {
      for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        seen.add(line);
      }
    }

    private static void write(Socket socket, String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(UTF_8));
      socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
