package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SandboxTest
class ScriptedNumbersTest {

  private final Simulator simulator;
  private final MovableClock clock;
  private final RecordedPause pause;

  @Autowired
  ScriptedNumbersTest(@LocalServerPort int port, MovableClock clock, RecordedPause pause) {
    this.simulator = new Simulator(port);
    this.clock = clock;
    this.pause = pause;
  }

  @BeforeEach
  void forgetEarlierPauses() {
    pause.taken();
  }

  @Test
  void throttledNumberIsAlwaysRefused() {
    var phone = Simulator.phoneEndingIn("0429");
    var reply = simulator.send(phone);
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.remark()).isEqualTo("rate_limit_exceeded");
    assertThat(reply.data("retry_after").asInt()).isEqualTo(542);
    assertNothingWasSentTo(phone);
  }

  @Test
  void failingNumberIsAnsweredWithFiveHundred() {
    var phone = Simulator.phoneEndingIn("0500");
    var reply = simulator.send(phone);
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.remark()).isEqualTo("server_error");
    assertNothingWasSentTo(phone);
  }

  @Test
  void slowNumberIsAnsweredAfterThreeSecondsOnSendAndResend() {
    var sent = simulator.send(Simulator.phoneEndingIn("0503"));
    assertThat(sent.remark()).isEqualTo("otp_sent");
    assertThat(simulator.resend(sent.reference()).remark()).isEqualTo("otp_resent");
    assertThat(pause.taken()).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(3));
  }

  @Test
  void unansweredNumberIsDroppedAfterAMinute() {
    var phone = Simulator.phoneEndingIn("0504");
    assertThatThrownBy(() -> simulator.send(phone)).hasRootCauseInstanceOf(IOException.class);
    assertThat(pause.taken()).containsExactly(Duration.ofSeconds(60));
    assertNothingWasSentTo(phone);
  }

  @Test
  void lostAnswerLeavesOneMessageOnSendAndOneMoreOnResend() {
    var phone = Simulator.phoneEndingIn("0499");
    assertThatThrownBy(() -> simulator.send(phone)).hasRootCauseInstanceOf(IOException.class);
    assertThat(simulator.inbox(phone)).hasSize(1);

    var found = simulator.history("destination_number=" + phone).data("data").path(0);
    var reference = found.path("reference_id").asString();
    assertThatThrownBy(() -> simulator.resend(reference)).hasRootCauseInstanceOf(IOException.class);
    assertThat(simulator.inbox(phone)).hasSize(2);
    assertThat(simulator.status(reference).data("status").asString()).isEqualTo("expired");
  }

  @Test
  void lostAnswerCanBeVerifiedAllTheSame() {
    var phone = Simulator.phoneEndingIn("0499");
    assertThatThrownBy(() -> simulator.send(phone)).hasRootCauseInstanceOf(IOException.class);
    var message = simulator.inbox(phone).path(0);
    var verified =
        simulator.verify(
            message.path("reference_id").asString(), message.path("otp_code").asString());
    assertThat(verified.remark()).isEqualTo("otp_verified");
  }

  @Test
  void refusalToANumberWhoseAnswersGetLostIsNotLost() {
    var phone = Simulator.phoneEndingIn("0499");
    for (var send = 0; send < 3; send++) {
      assertThatThrownBy(() -> simulator.send(phone)).hasRootCauseInstanceOf(IOException.class);
    }
    assertThat(simulator.send(phone).status()).isEqualTo(429);
  }

  @Test
  void undeliverableNumberIsAcceptedAndFailsWithoutAttempts() {
    var phone = Simulator.phoneEndingIn("0404");
    var reference = simulator.send(phone).reference();
    assertThat(simulator.status(reference).data("status").asString()).isEqualTo("sent");
    clock.advance(Duration.ofSeconds(2));
    assertThat(simulator.status(reference).data("status").asString()).isEqualTo("failed");
    assertThat(simulator.status(reference).data("verify_attempts").asInt()).isZero();
    assertThat(simulator.inbox(phone)).isEmpty();
    assertThat(simulator.resend(reference).remark()).isEqualTo("otp_resent");
    assertThat(simulator.inbox(phone)).isEmpty();
  }

  @Test
  void expiredNumberGetsACodeThatIsOverAtOnce() {
    var phone = Simulator.phoneEndingIn("0410");
    var sent = simulator.send(phone);
    assertThat(sent.data("expires_in").asInt()).isEqualTo(300);
    var code = simulator.inbox(phone).path(0).path("otp_code").asString();
    assertThat(simulator.verify(sent.reference(), code).remark()).isEqualTo("expired");
    var resent = simulator.resend(sent.reference());
    assertThat(simulator.status(resent.reference()).data("status").asString()).isEqualTo("expired");
    assertThat(simulator.inbox(phone)).hasSize(2);
  }

  private void assertNothingWasSentTo(String phone) {
    assertThat(simulator.inbox(phone)).isEmpty();
    assertThat(simulator.history("destination_number=" + phone).data("data")).isEmpty();
  }
}
