package dev.otpauth.spektif;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otpauth.provider.Unreachable;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Tests that probes close the circuit after an outage. The circuit's own clock is the real one, and
 * too slow to matter here.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProviderCircuitBreakerTest extends ProbedTest {

  ProviderCircuitBreakerTest() {
    super(
        new ProbingAdapter(
            context,
            ProbingAdapter.USUAL,
            CircuitBreakerConfig.from(circuits())
                .minimumNumberOfCalls(4)
                .waitDurationInOpenState(ofHours(1))
                .build(),
            context.getBean(RateLimiterRegistry.class)));
  }

  @BeforeEach
  void openTheCircuit() {
    spektif.answersEverything(aResponse().withStatus(503));
    for (int i = 0; i < 4; i++) {
      calls.send(DESTINATION, SENDER);
    }
    assertThat(adapter.breaker.getState()).isEqualTo(State.OPEN);
    probeIfDue();
    spektif.forget();
  }

  @Test
  void acceptedProbesTryAndCloseItWithoutACaller(CapturedOutput output) {
    knowsUs();
    pass(ofSeconds(11));
    assertThat(adapter.breaker.getState()).isEqualTo(State.HALF_OPEN);

    pass(ofSeconds(10));

    assertThat(adapter.breaker.getState()).isEqualTo(State.CLOSED);
    assertUp();
    assertNothingWasSent();
    assertThat(output.getAll())
        .containsOnlyOnce("circuit to Spektif is open")
        .containsOnlyOnce("circuit to Spektif is closed");
    var probes = spektif.asked("history");
    pass(ofMinutes(1));
    assertThat(spektif.asked("history")).isEqualTo(probes);
  }

  @Test
  void failedProbesLeaveItAsItIs() {
    spektif.answersEverything(aResponse().withStatus(503));
    pass(ofMinutes(1));
    assertThat(adapter.breaker.getState()).isEqualTo(State.OPEN);
    assertThat(spektif.asked("history")).isEqualTo(5);

    adapter.breaker.transitionToHalfOpenState();
    pass(ofMinutes(1));

    assertThat(adapter.breaker.getState()).isEqualTo(State.HALF_OPEN);
    assertNothingWasSent();
  }

  @Test
  void openAndTriedInTurnIsOneEvent(CapturedOutput output) {
    for (int i = 0; i < 5; i++) {
      adapter.breaker.transitionToHalfOpenState();
      adapter.breaker.transitionToOpenState();
    }

    assertThat(output.getAll()).containsOnlyOnce("circuit to Spektif is open");
  }

  @Test
  void whatAnOperatorForcedOpenStaysOpen() {
    adapter.breaker.transitionToForcedOpenState();
    knowsUs();

    pass(ofMinutes(1));

    assertThat(adapter.breaker.getState()).isEqualTo(State.FORCED_OPEN);
    assertThat(calls.send(DESTINATION, SENDER)).isInstanceOf(Unreachable.class);
  }

  @Test
  void healthSaysThatItIsAnOutage() {
    assertThat(down())
        .containsEntry("cause", "circuit_open")
        .containsEntry("since", "2026-03-02T03:25:00Z");
    assertThat(adapter.gauge("spektif.account.tripped")).isZero();
  }
}
