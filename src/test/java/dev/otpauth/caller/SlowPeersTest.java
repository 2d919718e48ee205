package dev.otpauth.caller;

import static dev.otpauth.caller.RawHttp.get;
import static dev.otpauth.caller.RawHttp.json;
import static dev.otpauth.caller.RawHttp.post;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.test.context.TestPropertySource;

/** Connections of clients that send single bytes slowly are closed. */
@TestPropertySource(properties = "server.tomcat.max-connections=40")
class SlowPeersTest extends RealContainer {

  /** The connection timeout is one second here, plus one second of grace. */
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private static final String REQUEST = "{\"mobile\":\"081234567890\"}";

  @Autowired MeterRegistry meters;
  @Autowired ScriptedProvider provider;

  @BeforeEach
  void nothingSent() {
    provider.reset();
  }

  /** Slow headers, a slow body that is read, one that is refused unread, and a chunked one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      textBlock =
          """
          GET /actuator/health/liveness HTTP/1.1\\r\\nHost: x\\r\\nX-Slow: |x
          POST /auth/otp/request HTTP/1.1\\r\\nHost: x\\r\\nContent-Type: application/json\\r\\nContent-Length: 9000\\r\\nLOGIN\\r\\n\\r\\n|x
          POST /auth/otp/request HTTP/1.1\\r\\nHost: x\\r\\nContent-Type: application/json\\r\\nContent-Length: 9000\\r\\n\\r\\n|x
          POST /auth/otp/request HTTP/1.1\\r\\nHost: x\\r\\nContent-Type: application/json\\r\\nTransfer-Encoding: chunked\\r\\nLOGIN\\r\\n\\r\\n|2\\r\\nxx\\r\\n
          """)
  void aTrickleEnds(String begin, String piece, CapturedOutput output) throws IOException {
    var before = closed();
    var begun = System.nanoTime();
    try (var peer = connected()) {
      send(peer, begin.translateEscapes().replace("LOGIN", LOGIN));
      await()
          .pollInterval(Duration.ofMillis(200))
          .atMost(DEADLINE.multipliedBy(3))
          .until(() -> isClosed(peer, piece.translateEscapes()));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(DEADLINE);
    await().until(() -> closed() > before);
    assertThat(output.toString()).doesNotContain("Exception", "ERROR");
    assertThat(provider.calls(Call.SEND)).isZero();
  }

  @Test
  void whoWaitsForUsIsNotSlow() throws Exception {
    var before = closed();
    var release = new CountDownLatch(1);
    provider.meanwhile(
        Call.SEND,
        () -> await().atMost(DEADLINE.multipliedBy(4)).until(() -> release.getCount() == 0));
    var begun = System.nanoTime();
    try (var peer = connected()) {
      peer.setSoTimeout(20_000);
      send(peer, post("/auth/otp/request", LOGIN, json(REQUEST)));
      await()
          .atMost(DEADLINE.multipliedBy(4))
          .until(() -> System.nanoTime() - begun > DEADLINE.multipliedBy(2).toNanos());
      release.countDown();
      assertThat(new String(peer.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 202");
    }
    assertThat(closed()).isEqualTo(before);
  }

  @Test
  void someoneIsServedWhileSlowPeersHoldEveryConnection() throws IOException {
    var peers = new ArrayList<Socket>();
    try {
      for (var i = 0; i < 60; i++) {
        var peer = connected();
        peers.add(peer);
        send(peer, i % 3 == 0 ? "" : "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ");
      }
      var begun = System.nanoTime();
      assertThat(exchange(get("/actuator/health/liveness", "A: b"))).startsWith("HTTP/1.1 200");
      assertThat(exchange(post("/auth/otp/request", LOGIN, json(REQUEST))))
          .startsWith("HTTP/1.1 202");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    } finally {
      for (var peer : peers) {
        peer.close();
      }
    }
  }

  private double closed() {
    return meters.get("otp.connections.slow").functionCounter().count();
  }

  private Socket connected() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(1);
    return socket;
  }

  private static void send(Socket peer, String text) throws IOException {
    peer.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  /** Whether the connection is closed after another piece; ignores responses. */
  private static boolean isClosed(Socket peer, String piece) {
    try {
      send(peer, piece);
      peer.getInputStream().readAllBytes();
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }
}
