package dev.otpauth.throttle;

import static dev.otpauth.throttle.SampleSends.NOW;
import static dev.otpauth.throttle.SampleSends.SENDER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Cooldowns after a 429 of the provider. */
class CooldownTest {

  private static final Duration WAIT = Duration.ofSeconds(542);

  @Test
  void theFirstWordHoldsAsLongAsItSays() {
    assertThat(Cooldown.noted(null, WAIT, NOW)).isEqualTo(new Cooldown(NOW.plus(WAIT)));
  }

  @Test
  void aShorterWordDoesNotShortenALongerOne() {
    var later = NOW.plusSeconds(1);
    assertThat(Cooldown.noted(Cooldown.noted(null, WAIT, NOW), Duration.ofSeconds(5), later))
        .isEqualTo(new Cooldown(NOW.plus(WAIT)));
  }

  @Test
  void aLongerWordLengthensAShorterOne() {
    var later = NOW.plusSeconds(1);
    assertThat(Cooldown.noted(Cooldown.noted(null, Duration.ofSeconds(5), NOW), WAIT, later))
        .isEqualTo(new Cooldown(later.plus(WAIT)));
  }

  @Test
  void aSenderPausesNoLongerThanItsNumbersAndNeverLong() {
    assertThat(Cooldown.pauseOf(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    assertThat(Cooldown.pauseOf(Cooldown.LONGEST_PAUSE)).isEqualTo(Cooldown.LONGEST_PAUSE);
    assertThat(Cooldown.pauseOf(WAIT)).isEqualTo(Cooldown.LONGEST_PAUSE);
  }

  @Test
  void aNumbersIsForAllSendersAndASendersForAllNumbers() {
    var number = Cooldown.Key.of(SENDER, SampleSends.phone(1));
    assertThat(number.isFor(SENDER, SampleSends.phone(1))).isTrue();
    assertThat(number.isFor("+628001234568", SampleSends.phone(1))).isTrue();
    assertThat(number.isFor(SENDER, SampleSends.phone(2))).isFalse();
    var sender = Cooldown.Key.ofAll(SENDER);
    assertThat(sender.isFor(SENDER, SampleSends.phone(2))).isTrue();
    assertThat(sender.isFor("+628001234568", SampleSends.phone(2))).isFalse();
  }
}
