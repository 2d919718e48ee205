package dev.otpauth.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SandboxTest
class SimulatedApiTest {

  private final SimulatorClient simulator;
  private final MutableClock clock;

  @Autowired
  SimulatedApiTest(@LocalServerPort int port, MutableClock clock) {
    this.simulator = new SimulatorClient(port);
    this.clock = clock;
  }

  @ParameterizedTest
  @EnumSource
  void eachEncodingCarriesTheFields(FieldEncoding encoding) {
    var phone = SimulatorClient.phone();
    var sent =
        simulator.post(
            encoding, "send", Map.of("mobile", "+" + phone, "from_number", "0800 1234 567"));
    assertThat(sent.remark()).isEqualTo("otp_sent");
    assertThat(sent.reference()).matches("otp_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(sent.data("expires_in").asInt()).isEqualTo(300);

    var resent = simulator.post(encoding, "resend", Map.of("reference_id", sent.reference()));
    assertThat(resent.remark()).isEqualTo("otp_resent");

    var verified =
        simulator.post(
            encoding,
            "verify",
            Map.of("reference_id", resent.reference(), "otp_code", newestCode(phone)));
    assertThat(verified.remark()).isEqualTo("otp_verified");
    assertThat(verified.reference()).isEqualTo(resent.reference());
  }

  @Test
  void jsonNumbersAreReadAsDigits() {
    var reply =
        simulator.post(
            "send",
            "application/json; charset=utf-8",
            "{\"mobile\": 81200990001, \"from_number\": 628001234567}",
            SimulatorClient.CREDENTIALS);
    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void sendsAndResendsShareOneLimit() {
    var phone = SimulatorClient.phone();
    var reference = simulator.send(phone).reference();
    clock.advance(Duration.ofSeconds(58));
    simulator.resend(reference);
    assertThat(simulator.send("0" + phone.substring(2)).status()).isEqualTo(200);
    var reply = simulator.send(phone);
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.data("retry_after").asInt()).isEqualTo(542);
    assertThat(simulator.inbox(phone)).hasSize(3);
  }

  @Test
  void statusTellsTheTimesInJakarta() {
    var status = simulator.status(simulator.send(SimulatorClient.phone()).reference());
    assertThat(status.data("sent_at").asString())
        .isEqualTo(ResponseData.TIME.format(clock.instant()))
        .matches("[-0-9]{10}T[:0-9]{8}\\+07:00");
    assertThat(status.body()).contains("\"verified_at\":null");
  }

  @Test
  void historyIsPagedNewestFirst() {
    var phone = SimulatorClient.phone();
    var first = simulator.send(phone).reference();
    var second = simulator.resend(first).reference();
    var third = simulator.resend(second).reference();

    var newest = simulator.history("per_page=2&destination_number=0" + phone.substring(2));
    assertThat(newest.data("data")).hasSize(2);
    assertThat(newest.data("data").path(0).path("reference_id").asString()).isEqualTo(third);
    assertThat(newest.data("pagination").toString())
        .isEqualTo("{\"current_page\":1,\"last_page\":2,\"per_page\":2,\"total\":3}");

    var oldest = simulator.history("page=2&per_page=2&destination_number=" + phone);
    assertThat(oldest.data("data").path(0).path("reference_id").asString()).isEqualTo(first);
    assertThat(oldest.data("data")).hasSize(1);
  }

  @Test
  void historyIsFilteredByStatusAndSender() {
    var phone = SimulatorClient.phone();
    simulator.resend(simulator.send(phone).reference());
    var of = "destination_number=%s&".formatted(phone);
    assertThat(simulator.history(of + "status=expired").data("data")).hasSize(1);
    assertThat(simulator.history(of + "status=verified").data("data")).isEmpty();
    assertThat(simulator.history(of + "from_number=628001234567").data("data")).hasSize(2);
    assertThat(simulator.history(of + "from_number=628001234568").data("data")).isEmpty();
    var pagination = simulator.history("per_page=1000&page=900").data("pagination");
    assertThat(pagination.path("per_page").asInt()).isEqualTo(100);
  }

  private String newestCode(String phone) {
    return simulator.inbox(phone).path(0).path("otp_code").asString();
  }
}
