package dev.otpauth.spektif;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.otpauth.Ports;
import dev.otpauth.provider.OtpProvider;
import dev.otpauth.provider.StatusResult;
import dev.otpauth.provider.Unknown;
import dev.otpauth.provider.Unreachable;
import io.github.resilience4j.retry.RetryRegistry;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.springframework.context.ConfigurableApplicationContext;

class TransportTest extends SpektifTest {

  private static final ConfigurableApplicationContext hasty =
      warm(SpektifSlice.start(spektif.url(), SpektifSlice.HASTY));
  private static final OtpProvider impatient = hasty.getBean(OtpProvider.class);

  @AfterAll
  static void close() {
    hasty.close();
  }

  @Test
  void readTimeoutOnSendIsNotRepeated() {
    spektif.answersEverything(aResponse().withFixedDelay(4_000));

    assertThat(impatient.send(DESTINATION, SENDER)).isEqualTo(Unknown.LOST);
    assertThat(spektif.requests()).hasSize(1);
  }

  @Test
  void readTimeoutOnVerifyIsNotRepeated() {
    spektif.answersEverything(aResponse().withFixedDelay(4_000));

    assertThat(impatient.verify(REFERENCE, DESTINATION, CODE)).isEqualTo(Unknown.LOST);
    assertThat(spektif.requests()).hasSize(1);
  }

  @Test
  void readTimeoutOnStatusIsTriedAgain() {
    spektif.answersInTurn(
        "status",
        aResponse().withFixedDelay(4_000),
        aResponse().withBody(RecordedBodies.file("status-200.json")));

    assertThat(impatient.status(REFERENCE)).isInstanceOf(StatusResult.Found.class);
    assertThat(spektif.requests()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void brokenAnswerOfSendIsUnknownAndNotRepeated(Fault fault) {
    spektif.fails(fault);

    assertThat(provider.send(DESTINATION, SENDER)).isEqualTo(Unknown.LOST);
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void brokenAnswerOfResendIsUnknownAndNotRepeated(Fault fault) {
    spektif.fails(fault);

    assertThat(provider.resend(REFERENCE, DESTINATION)).isEqualTo(Unknown.LOST);
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void brokenAnswerOfVerifyIsUnknownAndNotRepeated(Fault fault) {
    spektif.fails(fault);

    assertThat(provider.verify(REFERENCE, DESTINATION, CODE)).isEqualTo(Unknown.LOST);
    assertThat(spektif.requests()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(value = Fault.class, mode = Mode.EXCLUDE, names = "MALFORMED_RESPONSE_CHUNK")
  void brokenAnswerOfHistoryIsTriedThreeTimes(Fault fault) {
    spektif.fails(fault);

    assertThat(provider.history(FIRST_PAGE)).isEqualTo(new Unreachable(ofSeconds(2)));
    assertThat(spektif.requests()).hasSize(3);
  }

  @Test
  void malformedChunkOfHistoryIsTriedThreeTimes() throws IOException {
    var answer =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nlskdu018973t09sylgasjkfg1][]";
    try (var raw =
            new RawProvider(
                (_, wire) -> {
                  wire.write(answer);
                  wire.close();
                });
        var context = SpektifSlice.start(raw.url())) {
      assertThat(context.getBean(OtpProvider.class).history(FIRST_PAGE))
          .isEqualTo(new Unreachable(ofSeconds(2)));
      assertThat(raw.requests).hasSize(3);
    }
  }

  @Test
  void bodyOverTheLimitIsNotRead() {
    spektif.answers(
        "send",
        200,
        RecordedBodies.file("send-200.json").replace("successfully", "x".repeat(65_536)));

    assertThat(provider.send(DESTINATION, SENDER)).isEqualTo(Unknown.LOST);
    assertThat(spektif.requests()).hasSize(1);
  }

  @Test
  void bodyThatDripsIsGivenUp() {
    spektif.answers(
        "send",
        aResponse()
            .withBody(RecordedBodies.file("send-200.json"))
            .withChunkedDribbleDelay(50, 20_000));
    var before = System.nanoTime();

    assertThat(impatient.send(DESTINATION, SENDER)).isEqualTo(Unknown.LOST);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(ofSeconds(4));
    assertThat(spektif.requests()).hasSize(1);
  }

  @Test
  void refusedConnectionIsTriedAgainForEveryCall() throws IOException {
    try (var context = SpektifSlice.start("http://127.0.0.1:" + Ports.free())) {
      var unreachable = context.getBean(OtpProvider.class);
      var retry = context.getBean(RetryRegistry.class).retry("spektif");

      assertThat(unreachable.send(DESTINATION, SENDER)).isEqualTo(new Unreachable(ofSeconds(2)));
      assertThat(unreachable.resend(REFERENCE, DESTINATION))
          .isEqualTo(new Unreachable(ofSeconds(2)));
      assertThat(unreachable.verify(REFERENCE, DESTINATION, CODE))
          .isEqualTo(new Unreachable(ofSeconds(2)));
      assertThat(unreachable.status(REFERENCE)).isEqualTo(new Unreachable(ofSeconds(2)));
      assertThat(unreachable.history(FIRST_PAGE)).isEqualTo(new Unreachable(ofSeconds(2)));
      assertThat(retry.getMetrics().getNumberOfFailedCallsWithRetryAttempt()).isEqualTo(5);
    }
  }

  @Test
  void unknownHostIsUnreachable() {
    try (var context = SpektifSlice.start("https://spektif.invalid")) {
      assertThat(context.getBean(OtpProvider.class).send(DESTINATION, SENDER))
          .isEqualTo(new Unreachable(ofSeconds(2)));
    }
  }

  @Test
  void serverWithoutTlsIsUnreachableByHttps() {
    spektif.acceptsSends();
    try (var context = SpektifSlice.start("https://127.0.0.1:" + spektif.port())) {
      assertThat(context.getBean(OtpProvider.class).send(DESTINATION, SENDER))
          .isEqualTo(new Unreachable(ofSeconds(2)));
      assertThat(spektif.requests()).isEmpty();
    }
  }

  @Test
  void proxyThatRefusesIsUnreachable() throws IOException {
    try (var context =
        SpektifSlice.start(
            "http://127.0.0.1:" + spektif.port(),
            "spektif.proxy=http://user:pa%24s@127.0.0.1:" + Ports.free())) {
      assertThat(context.getBean(OtpProvider.class).send(DESTINATION, SENDER))
          .isEqualTo(new Unreachable(ofSeconds(2)));
      assertThat(spektif.requests()).isEmpty();
    }
  }
}
