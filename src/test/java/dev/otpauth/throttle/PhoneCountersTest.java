package dev.otpauth.throttle;

import static dev.otpauth.throttle.SampleSends.GUESSES;
import static dev.otpauth.throttle.SampleSends.MOST_GUESSES;
import static dev.otpauth.throttle.SampleSends.NOW;
import static dev.otpauth.throttle.SampleSends.REST;
import static dev.otpauth.throttle.SampleSends.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The counters of one number. */
class PhoneCountersTest {

  private static final Instant LATER = NOW.plusSeconds(60);

  @Test
  void guessesInARowAreCountedAndAtTheMostTheNumberRests() {
    var counters = guessed(PhoneCounters.NONE, MOST_GUESSES - 1);
    assertThat(counters.guesses()).isEqualTo(MOST_GUESSES - 1);
    assertThat(counters.restsUntil(GUESSES, false, NOW)).isEmpty();
    assertThat(counters.guessed(GUESSES, LATER).restsUntil(GUESSES, false, LATER))
        .contains(LATER.plus(REST));
  }

  @Test
  void theRestLapsesAndCountingBeginsAnew() {
    var resting = guessed(PhoneCounters.NONE, MOST_GUESSES);
    var end = NOW.plus(REST);
    assertThat(resting.restsUntil(GUESSES, false, end.minusMillis(1))).contains(end);
    assertThat(resting.restsUntil(GUESSES, false, end)).isEmpty();
    assertThat(resting.guessed(GUESSES, end).guesses()).isEqualTo(1);
    assertThat(resting.guessed(GUESSES, end).restsUntil(GUESSES, false, end)).isEmpty();
  }

  @Test
  void whereACodeWasRightBeforeAsManyAgainMayBeTried() {
    var resting = guessed(PhoneCounters.NONE, MOST_GUESSES);
    assertThat(resting.restsUntil(GUESSES, true, NOW)).isEmpty();
    for (var guess = 0; guess < MOST_GUESSES; guess++) {
      assertThat(resting.restsUntil(GUESSES, true, LATER)).isEmpty();
      resting = resting.guessed(GUESSES, LATER);
    }
    var end = NOW.plus(REST);
    assertThat(resting.restsUntil(GUESSES, true, LATER)).contains(end);
    assertThat(resting.restsUntil(GUESSES, false, LATER)).as("no longer").contains(end);
    assertThat(resting.guessed(GUESSES, end).guesses()).isEqualTo(1);
  }

  @Test
  void severalMessagesAreThereAfterTheSecondUntilACodeIsRight() {
    var first = PhoneCounters.NONE.sent(NOW, WINDOW);
    assertThat(first.hasSeveralMessages()).isFalse();
    var second = first.sent(LATER, WINDOW);
    assertThat(second.hasSeveralMessages()).isTrue();
    assertThat(second.guessedRight().sent(LATER, WINDOW).hasSeveralMessages()).isFalse();
    assertThat(second.sendGivenBack(LATER).hasSeveralMessages()).isFalse();
  }

  @Test
  void aRightCodeLetsThePaceStartAfresh() {
    var right = PhoneCounters.NONE.sent(NOW, WINDOW).sent(LATER, WINDOW).guessedRight();
    assertThat(right.sends()).isZero();
    assertThat(right.sentAt()).as("WhatsApp's own pace goes by it").isEqualTo(LATER);
    assertThat(right.sent(LATER.plusSeconds(6), WINDOW).sends()).isEqualTo(1);
  }

  @Test
  void aRightCodeResetsTheCount() {
    var right = guessed(PhoneCounters.NONE, MOST_GUESSES).guessedRight();
    assertThat(right.guesses()).isZero();
    assertThat(right.restsUntil(GUESSES, false, NOW)).isEmpty();
  }

  @Test
  void aGuessThatWasNotMadeIsGivenBackAndNoMoreThanThere() {
    assertThat(
            guessed(PhoneCounters.NONE, MOST_GUESSES)
                .guessGivenBack()
                .restsUntil(GUESSES, false, NOW))
        .isEmpty();
    assertThat(guessed(PhoneCounters.NONE, 2).guessGivenBack().guesses()).isEqualTo(1);
    assertThat(PhoneCounters.NONE.guessGivenBack().guesses()).isZero();
  }

  @Test
  void sendsAreCountedUntilTheNumberIsQuietForTheWindow() {
    var twice = PhoneCounters.NONE.sent(NOW, WINDOW).sent(LATER, WINDOW);
    assertThat(twice).isEqualTo(new PhoneCounters(2, LATER, NOW, 0, null));
    var almostQuiet = LATER.plus(WINDOW).minusMillis(1);
    assertThat(twice.sent(almostQuiet, WINDOW).sends()).isEqualTo(3);
    assertThat(twice.sent(LATER.plus(WINDOW), WINDOW).sends()).isEqualTo(1);
  }

  @Test
  void theLastSendIsGivenBackOnce() {
    var once = PhoneCounters.NONE.sent(NOW, WINDOW);
    var givenBack = once.sent(LATER, WINDOW).sendGivenBack(LATER);
    assertThat(givenBack.sends()).isEqualTo(1);
    assertThat(givenBack.sentAt()).isEqualTo(NOW);
    assertThat(givenBack.sendGivenBack(LATER)).isEqualTo(givenBack);
  }

  @Test
  void theOnlySendGivenBackLeavesNothing() {
    var nothing = PhoneCounters.NONE.sent(NOW, WINDOW).sendGivenBack(NOW);
    assertThat(nothing).isEqualTo(PhoneCounters.NONE);
    assertThat(nothing.sendGivenBack(NOW)).isEqualTo(PhoneCounters.NONE);
  }

  @Test
  void aSendBeforeTheLastOneIsNotGivenBack() {
    var twice = PhoneCounters.NONE.sent(NOW, WINDOW).sent(LATER, WINDOW);
    assertThat(twice.sendGivenBack(NOW)).isEqualTo(twice);
  }

  @Test
  void sendsAndGuessesDoNotDisturbEachOther() {
    var both = guessed(PhoneCounters.NONE.sent(NOW, WINDOW), 3);
    assertThat(both.sent(LATER, WINDOW).guesses()).isEqualTo(3);
    assertThat(both.sendGivenBack(NOW).guesses()).isEqualTo(3);
    assertThat(both.guessGivenBack().sentAt()).isEqualTo(NOW);
  }

  private static PhoneCounters guessed(PhoneCounters before, int times) {
    var counters = before;
    for (var i = 0; i < times; i++) {
      counters = counters.guessed(GUESSES, NOW);
    }
    return counters;
  }
}
