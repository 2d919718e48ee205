package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

@SandboxTest
@ExtendWith(OutputCaptureExtension.class)
class OtpInboxTest {

  private final SimulatorClient simulator;
  private final MutableClock clock;

  @Autowired
  OtpInboxTest(@LocalServerPort int port, MutableClock clock) {
    this.simulator = new SimulatorClient(port);
    this.clock = clock;
  }

  @Test
  void inboxShowsAMessageInFull() {
    var phone = SimulatorClient.phone();
    var reference = simulator.send(phone).reference();
    var body = simulator.get("/sandbox/inbox?mobile=" + phone).body();
    var code = simulator.inbox(phone).path(0).path("otp_code").asString();
    assertThat(code).matches("[0-9]{6}");
    assertThat(body)
        .isEqualTo(
            "[{\"mobile\":\"+%s\",\"otp_code\":\"%s\",\"reference_id\":\"%s\",\"sent_at\":\"%s\"}]"
                .formatted(phone, code, reference, clock.instant()));
  }

  @Test
  void inboxTakesTheNumberInAnyUsualForm() {
    var phone = SimulatorClient.phone();
    simulator.send(phone);
    assertThat(simulator.inbox("+" + phone)).hasSize(1);
    assertThat(simulator.inbox("%2B" + phone)).hasSize(1);
    assertThat(simulator.inbox("0" + phone.substring(2))).hasSize(1);
    assertThat(simulator.inbox(phone.substring(2))).hasSize(1);
    var malformed = simulator.get("/sandbox/inbox?mobile=word");
    assertThat(malformed.status()).isEqualTo(400);
    assertThat(malformed.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void replacedAndExpiredCodesStayNewestFirst() {
    var phone = SimulatorClient.phone();
    var first = simulator.send(phone).reference();
    clock.advance(Duration.ofMinutes(6));
    var second = simulator.resend(first).reference();
    assertThat(simulator.inbox(phone))
        .extracting(message -> message.path("reference_id").asString())
        .containsExactly(second, first);
  }

  @Test
  void inboxOfAllPhonesShowsTheFiftyNewest() {
    IntStream.range(0, 51).forEach(_ -> simulator.send(SimulatorClient.phone()));
    var last = simulator.send(SimulatorClient.phone()).reference();
    var all = simulator.get("/sandbox/inbox").json();
    assertThat(all).hasSize(50);
    assertThat(all.path(0).path("reference_id").asString()).isEqualTo(last);
  }

  @Test
  void arrivalIsLoggedWithoutNumberAndCode(CapturedOutput output) {
    var phone = SimulatorClient.phone();
    simulator.send(phone);
    var code = simulator.inbox(phone).path(0).path("otp_code").asString();
    assertThat(output)
        .containsOnlyOnce("Simulated phone: a WhatsApp message arrived, read it at /sandbox")
        .doesNotContain(phone.substring(2))
        .doesNotContain(" " + code);
  }

  @Test
  void scriptedNumbersAreListed() {
    assertThat(simulator.get("/sandbox/numbers").json())
        .extracting(row -> row.path("ending").asString())
        .containsExactly(
            "0429", "0500", "0503", "0504", "0499", "0520", "0302", "0402", "0404", "0410", "0403",
            "0507", "");
  }
}
