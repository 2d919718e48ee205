package dev.otpauth.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class EndpointStateTest {

  private static final Instant NOW = Instant.parse("2026-03-02T03:25:00Z");
  private static final DeliveryResult FAILED = new DeliveryResult.Failed("HTTP 500", null);

  private final EndpointState state = new EndpointState();

  @Test
  void oneThatFailsAgainAndAgainIsTriedWithOneEventAtATime(CapturedOutput output) {
    hears(FAILED, EndpointState.FAILURE_THRESHOLD - 1);
    assertThat(state.maxConcurrent(20, NOW)).isEqualTo(20);
    hears(FAILED, 10);

    assertThat(state.maxConcurrent(20, NOW)).isEqualTo(1);
    assertThat(state.isHealthy(NOW)).isFalse();
    assertThat(output.getOut())
        .containsOnlyOnce("Deliveries to the webhook endpoint fail")
        .contains("why=\"HTTP 500\"", "failures=\"5\"");
  }

  @Test
  void oneThatAcceptsWorksAgain(CapturedOutput output) {
    hears(FAILED, 10);
    hears(new DeliveryResult.Accepted(), 2);

    assertThat(state.maxConcurrent(20, NOW)).isEqualTo(20);
    assertThat(output.getOut())
        .containsOnlyOnce("Deliveries to the webhook endpoint succeed again");
  }

  @Test
  void anEventThatFailsAmongOthersThatDoNotChangesNothing(CapturedOutput output) {
    for (var i = 0; i < 20; i++) {
      hears(FAILED, 1);
      hears(new DeliveryResult.Accepted(), 1);
    }

    assertThat(state.isHealthy(NOW)).isTrue();
    assertThat(output.getOut()).doesNotContain("The endpoint of the events");
  }

  @Test
  void oneThatThrottlesHasQuietForAMinuteAtMost() {
    hears(new DeliveryResult.Throttled(Duration.ofSeconds(10)), 1);
    assertThat(state.maxConcurrent(20, NOW.plusSeconds(9))).isZero();
    assertThat(state.maxConcurrent(20, NOW.plusSeconds(10))).isEqualTo(20);

    hears(new DeliveryResult.Throttled(Duration.ofHours(2)), 1);
    assertThat(state.maxConcurrent(20, NOW.plusSeconds(59))).isZero();
    assertThat(state.maxConcurrent(20, NOW.plusSeconds(60))).isEqualTo(20);
  }

  @Test
  void oneThatIsGoneIsAskedAgainAnHourLaterWithOneEvent(CapturedOutput output) {
    hears(new DeliveryResult.Gone(), 2);

    assertThat(state.maxConcurrent(20, NOW.plus(EndpointState.GONE_PAUSE).minusMillis(1))).isZero();
    assertThat(state.maxConcurrent(20, NOW.plus(EndpointState.GONE_PAUSE))).isEqualTo(1);
    assertThat(output.getOut()).containsOnlyOnce("HTTP 410: the endpoint wants no events");
  }

  private void hears(DeliveryResult answer, int times) {
    for (var i = 0; i < times; i++) {
      state.record(answer, NOW);
    }
  }
}
