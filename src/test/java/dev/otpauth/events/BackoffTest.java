package dev.otpauth.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff even = new Backoff(() -> 0.5);

  @Test
  void eachWaitIsThreeTimesTheOneBeforeUpToHalfADay() {
    assertThat(even.after(1)).isEqualTo(Duration.ofSeconds(5));
    assertThat(even.after(2)).isEqualTo(Duration.ofSeconds(15));
    assertThat(even.after(3)).isEqualTo(Duration.ofSeconds(45));
    assertThat(even.after(9)).isLessThan(Duration.ofHours(12));
    assertThat(even.after(10)).isEqualTo(Duration.ofHours(12));
    assertThat(even.after(100)).isEqualTo(Duration.ofHours(12));
  }

  @Test
  void theTriesOfTheDefaultTakeThreeDays() {
    var total = IntStream.range(1, 15).mapToObj(even::after).reduce(Duration.ZERO, Duration::plus);

    assertThat(total).isBetween(Duration.ofHours(70), Duration.ofHours(76));
  }

  @Test
  void chanceAddsOrTakesAFifth() {
    assertThat(new Backoff(() -> 0).after(1)).isEqualTo(Duration.ofSeconds(4));
    assertThat(new Backoff(() -> 1).after(1)).isEqualTo(Duration.ofSeconds(6));
  }
}
