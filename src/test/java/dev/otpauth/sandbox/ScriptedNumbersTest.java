package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SandboxTest
class ScriptedNumbersTest {

  private final SimulatorClient simulator;
  private final MutableClock clock;
  private final RecordingResponseDelay delay;

  @Autowired
  ScriptedNumbersTest(@LocalServerPort int port, MutableClock clock, RecordingResponseDelay delay) {
    this.simulator = new SimulatorClient(port);
    this.clock = clock;
    this.delay = delay;
  }

  @BeforeEach
  void forgetEarlierPauses() {
    delay.taken();
  }

  @Test
  void throttledNumberIsAlwaysRefused() {
    var phone = SimulatorClient.phoneEndingIn("0429");
    var reply = simulator.send(phone);
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.remark()).isEqualTo("rate_limit_exceeded");
    assertThat(reply.data("retry_after").asInt()).isEqualTo(542);
    assertNothingWasSentTo(phone);
  }

  @Test
  void failingNumberIsAnsweredWithFiveHundred() {
    var phone = SimulatorClient.phoneEndingIn("0500");
    var reply = simulator.send(phone);
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.remark()).isEqualTo("server_error");
    assertNothingWasSentTo(phone);
  }

  @Test
  void slowNumberIsAnsweredAfterThreeSecondsOnSendAndResend() {
    var sent = simulator.send(SimulatorClient.phoneEndingIn("0503"));
    assertThat(sent.remark()).isEqualTo("otp_sent");
    assertThat(simulator.resend(sent.reference()).remark()).isEqualTo("otp_resent");
    assertThat(delay.taken()).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(3));
  }

  @Test
  void unansweredNumberIsDroppedAfterAMinute() {
    var phone = SimulatorClient.phoneEndingIn("0504");
    assertThatThrownBy(() -> simulator.send(phone)).hasRootCauseInstanceOf(IOException.class);
    assertThat(delay.taken()).containsExactly(Duration.ofSeconds(60));
    assertNothingWasSentTo(phone);
  }

  @Test
  void lostAnswerLeavesOneMessageOnSendAndOneMoreOnResend() {
    var phone = SimulatorClient.phoneEndingIn("0499");
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
    var phone = SimulatorClient.phoneEndingIn("0499");
    assertThatThrownBy(() -> simulator.send(phone)).hasRootCauseInstanceOf(IOException.class);
    var message = simulator.inbox(phone).path(0);
    var verified =
        simulator.verify(
            message.path("reference_id").asString(), message.path("otp_code").asString());
    assertThat(verified.remark()).isEqualTo("otp_verified");
  }

  @Test
  void refusalToANumberWhoseAnswersGetLostIsNotLost() {
    var phone = SimulatorClient.phoneEndingIn("0499");
    for (var send = 0; send < 3; send++) {
      assertThatThrownBy(() -> simulator.send(phone)).hasRootCauseInstanceOf(IOException.class);
    }
    assertThat(simulator.send(phone).status()).isEqualTo(429);
  }

  @Test
  void exceptionLeavesAMessageWhoseCodeWorksOnSendAndResend() {
    var phone = SimulatorClient.phoneEndingIn("0520");
    assertException(simulator.send(phone));
    var first = simulator.inbox(phone).path(0).path("reference_id").asString();
    var found = simulator.history("destination_number=" + phone).data("data").path(0);
    assertThat(found.path("reference_id").asString()).isEqualTo(first);

    assertException(simulator.resend(first));

    assertThat(simulator.inbox(phone)).hasSize(2);
    var second = simulator.inbox(phone).path(0);
    var verified =
        simulator.verify(
            second.path("reference_id").asString(), second.path("otp_code").asString());
    assertThat(verified.remark()).isEqualTo("otp_verified");
  }

  @Test
  void refusalToANumberOfExceptionsIsToldAsIt() {
    var phone = SimulatorClient.phoneEndingIn("0520");
    for (var send = 0; send < 3; send++) {
      assertException(simulator.send(phone));
    }
    assertThat(simulator.send(phone).status()).isEqualTo(429);
    assertThat(simulator.inbox(phone)).hasSize(3);
  }

  private static void assertException(SimulatorClient.Reply reply) {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body())
        .isEqualTo(
            "{\"remark\":\"exception\",\"status\":\"error\",\"message\":[\"cURL error 28: Operation"
                + " timed out after 30001 milliseconds with 0 bytes received\"]}");
  }

  @ParameterizedTest(name = "asked for {0}")
  @ValueSource(strings = {"application/json", "*/*", "text/html"})
  void maintenanceIsARedirectToAPage(String accept) {
    var phone = SimulatorClient.phoneEndingIn("0302");
    var headers = new HashMap<>(SimulatorClient.CREDENTIALS);
    headers.put("Accept", accept);
    var reply =
        simulator.post(
            "send",
            FieldEncoding.FORM.contentType(),
            FieldEncoding.FORM.write(Map.of("mobile", phone, "from_number", "628001234567")),
            headers);
    assertThat(reply.status()).isEqualTo(302);
    assertThat(reply.headers().firstValue("Location"))
        .hasValueSatisfying(
            it -> assertThat(it).matches("http://127\\.0\\.0\\.1:[0-9]+/sandbox/maintenance"));
    assertThat(reply.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
    assertThat(reply.body()).startsWith("<!DOCTYPE html>").contains("/sandbox/maintenance");
    assertNothingWasSentTo(phone);
  }

  @Test
  void expiredPlanIsRefusedWithHttpTwoHundred() {
    var phone = SimulatorClient.phoneEndingIn("0402");
    var reply = simulator.send(phone);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body())
        .isEqualTo(
            "{\"remark\":\"subscription_required\",\"status\":\"error\","
                + "\"message\":[\"Your plan has expired. Please subscribe to a plan.\"]}");
    assertNothingWasSentTo(phone);
  }

  @Test
  void undeliverableNumberIsAcceptedAndFailsWithoutAttempts() {
    var phone = SimulatorClient.phoneEndingIn("0404");
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
    var phone = SimulatorClient.phoneEndingIn("0410");
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
