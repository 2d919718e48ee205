package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otpauth.sandbox.SimulatorClient.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests the scripted numbers with messages and contacts. */
@SandboxTest
class ScriptedMessagesTest {

  private final SimulatorClient simulator;
  private final RecordingResponseDelay delay;

  @Autowired
  ScriptedMessagesTest(@LocalServerPort int port, RecordingResponseDelay delay) {
    this.simulator = new SimulatorClient(port);
    this.delay = delay;
  }

  @BeforeEach
  void forgetEarlierPauses() {
    delay.taken();
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource({
    "0429, 429, rate_limit_exceeded",
    "0500, 500, server_error",
    "0402, 200, subscription_required",
    "0302, 302, ''"
  })
  void refusedNumberGetsNothing(String ending, int status, String remark) {
    var phone = SimulatorClient.phoneEndingIn(ending);
    for (var reply : new Reply[] {send(phone), template(phone), store(phone)}) {
      assertThat(reply.status()).isEqualTo(status);
      assertThat(status == 302 ? "" : reply.remark()).isEqualTo(remark);
    }
    assertThat(simulator.messages(phone)).isEmpty();
    assertThat(contacts(phone)).isZero();
  }

  @Test
  void throttledNumberTellsHowLongToWait() {
    var reply = send(SimulatorClient.phoneEndingIn("0429"));
    assertThat(reply.data("retry_after").asInt()).isEqualTo(542);
  }

  @Test
  void slowNumberIsAnsweredAfterThreeSeconds() {
    var phone = SimulatorClient.phoneEndingIn("0503");
    assertThat(send(phone).remark()).isEqualTo("success");
    assertThat(template(phone).remark()).isEqualTo("template_sent");
    assertThat(delay.taken()).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(3));
    assertThat(simulator.messages(phone)).hasSize(2);
  }

  @Test
  void unansweredNumberIsDroppedAfterAMinuteAndGetsNothing() {
    var phone = SimulatorClient.phoneEndingIn("0504");
    assertThatThrownBy(() -> send(phone)).hasRootCauseInstanceOf(IOException.class);
    assertThat(delay.taken()).containsExactly(Duration.ofSeconds(60));
    assertThat(simulator.messages(phone)).isEmpty();
  }

  @Test
  void lostAnswerLeavesOneMessage() {
    var phone = SimulatorClient.phoneEndingIn("0499");
    assertThatThrownBy(() -> send(phone)).hasRootCauseInstanceOf(IOException.class);
    assertThat(simulator.messages(phone)).hasSize(1);
  }

  @Test
  void lostAnswerLeavesAContactThatIsTakenTheNextTime() {
    var phone = SimulatorClient.phoneEndingIn("0499");
    assertThatThrownBy(() -> store(phone)).hasRootCauseInstanceOf(IOException.class);
    assertThat(store(phone).message()).isEqualTo("The mobile has already been taken.");
    assertThat(contacts(phone)).isEqualTo(1);
  }

  @Test
  void exceptionComesAfterTheMessageWasSentOrTheContactMade() {
    var phone = SimulatorClient.phoneEndingIn("0520");
    for (var reply : new Reply[] {store(phone), send(phone), template(phone)}) {
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.remark()).isEqualTo("exception");
    }
    assertThat(simulator.messages(phone)).hasSize(2);
    assertThat(contacts(phone)).isEqualTo(1);
  }

  @Test
  void undeliverableMessageIsAcceptedAndNeverArrives() {
    var phone = SimulatorClient.phoneEndingIn("0404");
    var sent = send(phone);
    assertThat(sent.remark()).isEqualTo("success");
    assertThat(simulator.messages(phone)).isEmpty();
    var details =
        simulator.list("inbox/conversation-details/" + sent.data("conversation_id").asLong());
    assertThat(details.remark()).isEqualTo("conversation_details");
  }

  @Test
  void numberWhoseCodesExpireGetsMessages() {
    var phone = SimulatorClient.phoneEndingIn("0410");
    assertThat(send(phone).remark()).isEqualTo("success");
    assertThat(simulator.messages(phone)).hasSize(1);
  }

  @Test
  void numbersThatOnlyContactsMindGetCodes() {
    for (var ending : new String[] {"0403", "0507"}) {
      var phone = SimulatorClient.phoneEndingIn(ending);
      assertThat(simulator.send(phone).remark()).isEqualTo("otp_sent");
      assertThat(simulator.inbox(phone)).hasSize(1);
    }
  }

  private Reply send(String phone) {
    return simulator.crm("POST", "inbox/send-message", Map.of("mobile", phone, "message", "Hi"));
  }

  private Reply template(String phone) {
    return simulator.crm(
        "POST",
        "inbox/send-template-message",
        Map.of("mobile", phone, "template_id", "1100000000000001"));
  }

  private Reply store(String phone) {
    return simulator.crm(
        "POST", "contact/store", Map.of("firstname", "Ani", "lastname", "Wijaya", "mobile", phone));
  }

  private int contacts(String phone) {
    return simulator
        .list("contact/list?search=" + phone.substring(2))
        .data("contacts")
        .path("total")
        .asInt();
  }
}
