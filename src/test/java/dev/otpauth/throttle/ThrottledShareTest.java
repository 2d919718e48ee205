package dev.otpauth.throttle;

import static dev.otpauth.throttle.SampleSends.NOW;
import static dev.otpauth.throttle.SampleSends.SENDER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a sender counts as throttled, rather than single numbers. */
class ThrottledShareTest {

  private final ThrottledShare share = new ThrottledShare();

  private void sent(int accepted, int throttled, Instant now) {
    for (var i = 0; i < accepted; i++) {
      share.count(SENDER, false, now);
    }
    for (var i = 0; i < throttled; i++) {
      share.count(SENDER, true, now);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, false",
    "0, 19, false",
    "0, 20, true",
    "10, 10, true",
    "11, 10, false",
    "990, 10, false",
    "500, 500, true"
  })
  void aSenderIsThrottledByItsShareOfEnoughSends(int accepted, int throttled, boolean high) {
    sent(accepted, throttled, NOW);
    assertThat(share.isHigh(SENDER, NOW)).isEqualTo(high);
  }

  @Test
  void whatIsLongAgoDoesNotCount() {
    sent(0, 30, NOW);
    assertThat(share.isHigh(SENDER, NOW.plus(ThrottledShare.WINDOW))).isTrue();
    assertThat(share.isHigh(SENDER, NOW.plus(ThrottledShare.WINDOW).plusMillis(1))).isFalse();
  }

  @Test
  void manyThrottledNumbersOverALongTimeAreTheirOwn() {
    for (var i = 0; i < 1_000; i++) {
      var now = NOW.plus(Duration.ofSeconds(4).multipliedBy(i));
      sent(0, 1, now);
      assertThat(share.isHigh(SENDER, now)).isFalse();
    }
  }

  @Test
  void successesEndIt() {
    sent(0, 30, NOW);
    sent(31, 0, NOW.plusSeconds(10));
    assertThat(share.isHigh(SENDER, NOW.plusSeconds(10))).isFalse();
  }

  @Test
  void anotherSenderIsAnother() {
    sent(0, 30, NOW);
    assertThat(share.isHigh("+628001234568", NOW)).isFalse();
  }
}
