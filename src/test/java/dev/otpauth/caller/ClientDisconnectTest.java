package dev.otpauth.caller;

import static dev.otpauth.caller.RawHttp.basic;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otpauth.ScriptedProvider;
import dev.otpauth.ScriptedProvider.Call;
import dev.otpauth.ServiceTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;

/** Callers that disconnect before they have read the response cause no errors in the log. */
class ClientDisconnectTest extends RealContainer {

  private static final int TOGETHER = 20;
  private static final String BODY = "{\"mobile\":\"081234567890\"}";

  @Autowired MeterRegistry meters;
  @Autowired ScriptedProvider provider;
  @Autowired ServiceTest.World world;

  private int begin;
  private double answeredBefore;

  @BeforeEach
  void quiet(CapturedOutput output) {
    world.reset();
    begin = output.length();
    answeredBefore = answered();
  }

  /** Resets the connection after the first response, so that writing the others fails. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /auth/otp/019a0000-0000-7000-8000-000000000000 HTTP/1.1|",
        "GET /auth/otp/019a0000-0000-7000-8000-000000000000 HTTP/1.1|login:login-secret",
        "GET /auth/otp/019a0000-0000-7000-8000-000000000000 HTTP/1.1|login:wrong",
        "GET /nothing HTTP/1.1|login:login-secret",
        "GET /auth/otp/erase HTTP/1.1|login:login-secret",
        "GET /actuator/prometheus HTTP/1.1|support:support-secret"
      })
  void whoeverDoesNotReadItsAnswersIsNoFailure(String call, CapturedOutput output)
      throws IOException {
    var parts = call.split("\\|", -1);
    var credential = parts[1].isEmpty() ? "" : basic(parts[1]) + "\r\n";
    var requests = "%s\r\nHost: x\r\n%s\r\n".formatted(parts[0], credential).repeat(5);
    awaitAnswers(
        TOGETHER,
        () -> {
          try (var socket = connected()) {
            socket.getOutputStream().write(requests.getBytes(ISO_8859_1));
          }
        });

    assertNoFailure(output);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoeverHangsUpInTheMiddleOfABodyIsNoFailure(boolean reset, CapturedOutput output)
      throws IOException {
    awaitAnswers(
        reset ? 1 : TOGETHER,
        () -> {
          try (var socket = connected()) {
            socket.setSoLinger(reset, 0);
            socket.getOutputStream().write(post(500).getBytes(ISO_8859_1));
          }
        });

    assertNoFailure(output);
    assertThat(provider.calls(Call.SEND)).isZero();
  }

  @Test
  void whoeverHangsUpWhileTheProviderIsAskedIsNoFailure(CapturedOutput output) throws IOException {
    var asked = new CountDownLatch(1);
    var gone = new CountDownLatch(1);
    provider.meanwhile(
        Call.SEND,
        () -> {
          asked.countDown();
          await().until(() -> gone.getCount() == 0);
        });
    try (var socket = connected()) {
      socket.setSoLinger(true, 0);
      socket.getOutputStream().write(post(BODY.length()).getBytes(ISO_8859_1));
      await().until(() -> asked.getCount() == 0);
    }
    gone.countDown();
    await().until(() -> provider.messages().size() == 1);
    await().until(() -> beingAnswered() == 0);

    assertNoFailure(output);
  }

  /** Opens one connection after another until that many requests were answered. */
  private void awaitAnswers(int number, ThrowingRunnable peer) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              peer.run();
              assertThat(answered() - answeredBefore).isGreaterThanOrEqualTo(number);
            });
  }

  private void assertNoFailure(CapturedOutput output) {
    assertThat(output.toString().substring(begin))
        .doesNotContain(" ERROR ", "Exception", "\tat ", "internal_error");
    assertThat(
            meters.find("http.server.requests").tag("status", "500").timers().stream()
                .mapToLong(it -> it.count())
                .sum())
        .isZero();
  }

  private double answered() {
    return meters.find("http.server.requests").timers().stream().mapToLong(it -> it.count()).sum();
  }

  private long beingAnswered() {
    return meters.find("http.server.requests.active").longTaskTimers().stream()
        .mapToLong(it -> it.activeTasks())
        .sum();
  }

  private Socket connected() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static String post(int length) {
    return "POST /auth/otp/request HTTP/1.1\r\nHost: x\r\n%s\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s"
        .formatted(LOGIN, length, BODY);
  }
}
