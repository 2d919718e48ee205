package dev.otpauth.spektif;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Health follows an outage of the provider, even with few calls, and recovers without a caller. */
@ExtendWith(OutputCaptureExtension.class)
class OutageTest extends ProbedTest {

  @BeforeEach
  void allIsWell() {
    knowsUs();
    probeIfDue();
    assertUp();
  }

  @Test
  void oneFailedCallIsProbedASecondLaterAndIsThenAnOutage(CapturedOutput output) {
    spektif.fails(Fault.EMPTY_RESPONSE);
    calls.send(DESTINATION, SENDER);
    assertUp();

    probeIfDue();
    pass(ofSeconds(1));

    assertThat(down())
        .containsEntry("cause", "connection_lost")
        .containsEntry("since", "2026-03-02T03:25:00Z");
    pass(ofMinutes(1));
    assertThat(output).containsOnlyOnce("Calls to Spektif fail");
  }

  @Test
  void outageIsOverByAProbeAlone(CapturedOutput output) {
    spektif.fails(Fault.EMPTY_RESPONSE);
    calls.send(DESTINATION, SENDER);
    probeIfDue();
    pass(ofSeconds(1));
    down();

    spektif.forget();
    knowsUs();
    pass(ofSeconds(11));

    assertUp();
    assertNothingWasSent();
    assertThat(output).containsOnlyOnce("Spektif answers again");
    var probes = spektif.asked("history");
    pass(ofMinutes(5));
    assertThat(spektif.asked("history")).isEqualTo(probes);
  }

  @Test
  void oneLostAnswerDoesNotShowInHealth() {
    spektif.answers("send", aResponse().withStatus(503));
    calls.send(DESTINATION, SENDER);
    probeIfDue();
    pass(ofMinutes(1));

    assertUp();
  }

  @Test
  void openCircuitSaysWhatTheCallsFailFor() {
    spektif.answersEverything(aResponse().withStatus(503));
    calls.send(DESTINATION, SENDER);
    pass(ofSeconds(2));
    adapter.breaker.transitionToOpenState();

    assertThat(down()).containsEntry("cause", "circuit_open");
    assertThat(String.valueOf(down().get("also"))).contains("Spektif fails (HTTP 503)");
  }
}
