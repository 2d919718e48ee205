package dev.otpauth.events;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static Duration after(int attempts, DoubleSupplier dice) {
    return new Backoff(1_000, dice).after(attempts, null).orElseThrow();
  }

  private static Duration after(int attempts) {
    return after(attempts, () -> 0.5);
  }

  @Test
  void eachWaitIsThreeTimesTheOneBeforeUpToHalfADay() {
    assertThat(after(1)).isEqualTo(ofSeconds(5));
    assertThat(after(2)).isEqualTo(ofSeconds(15));
    assertThat(after(3)).isEqualTo(ofSeconds(45));
    assertThat(after(9)).isLessThan(ofHours(12));
    assertThat(after(10)).isEqualTo(ofHours(12));
    assertThat(after(100)).isEqualTo(ofHours(12));
  }

  @Test
  void theTriesOfTheDefaultTakeThreeDays() {
    var total =
        IntStream.range(1, 15).mapToObj(BackoffTest::after).reduce(Duration.ZERO, Duration::plus);

    assertThat(total).isBetween(ofHours(70), ofHours(76));
  }

  @Test
  void chanceAddsOrTakesAFifth() {
    assertThat(after(1, () -> 0)).isEqualTo(ofSeconds(4));
    assertThat(after(1, () -> 1)).isEqualTo(ofSeconds(6));
  }

  @Test
  void theLastTryIsFollowedByNone() {
    var backoff = new Backoff(3, () -> 0.5);

    assertThat(backoff.after(2, null)).isPresent();
    assertThat(backoff.after(3, null)).isEmpty();
    assertThat(backoff.after(3, ofSeconds(1))).isEmpty();
  }

  @Test
  void theEndpointMayAskForALongerWaitAndForNoShorterOne() {
    var backoff = new Backoff(3, () -> 0.5);

    assertThat(backoff.after(1, ofSeconds(6))).hasValue(ofSeconds(6));
    assertThat(backoff.after(1, ofSeconds(4))).hasValue(ofSeconds(5));
  }
}
