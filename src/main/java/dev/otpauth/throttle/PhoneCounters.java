package dev.otpauth.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often codes were sent to a number, and guessed at, over all its verifications and callers.
 *
 * <p>Wrong codes in a row are limited, so that a new request does not buy new guesses for ever;
 * after that the number rests. A guess is counted before it is made. A right code lets all of it
 * start afresh.
 *
 * @param sends since the number was last quiet for the window, or a code was last right
 * @param sentAt when the last one was
 * @param previousAt when the one before was, should the last be given back
 * @param guesses in a row without a right one
 * @param guessedAt when the last one was
 */
public record PhoneCounters(
    int sends,
    @Nullable Instant sentAt,
    @Nullable Instant previousAt,
    int guesses,
    @Nullable Instant guessedAt) {

  /** Of a number that nothing is known of. */
  public static final PhoneCounters NONE = new PhoneCounters(0, null, null, 0, null);

  /**
   * A code is sent now.
   *
   * @param window quiet time after which the number starts afresh
   */
  PhoneCounters sent(Instant now, Duration window) {
    var isFirst = sentAt == null || !sentAt.plus(window).isAfter(now);
    return new PhoneCounters(isFirst ? 1 : sends + 1, now, sentAt, guesses, guessedAt);
  }

  /** The code that was to be sent then certainly was not. */
  PhoneCounters sendGivenBack(Instant takenAt) {
    return sends > 0 && takenAt.equals(sentAt)
        ? new PhoneCounters(sends - 1, previousAt, previousAt, guesses, guessedAt)
        : this;
  }

  /**
   * A code is tried now; {@link #restsUntil} says whether one may be.
   *
   * @param most so many in a row and, until it has rested, not one more
   */
  PhoneCounters guessed(Rate most, Instant now) {
    var counted = guesses < most.count() ? guesses + 1 : 1;
    return new PhoneCounters(sends, sentAt, previousAt, counted, now);
  }

  /** The code that was to be tried certainly was not. */
  PhoneCounters guessGivenBack() {
    return new PhoneCounters(sends, sentAt, previousAt, Math.max(guesses - 1, 0), guessedAt);
  }

  /** The code was right: counting begins anew. */
  PhoneCounters guessedRight() {
    return new PhoneCounters(0, sentAt, previousAt, 0, guessedAt);
  }

  /** Until when no code of the number may be tried; empty where one may be now. */
  Optional<Instant> restsUntil(Rate most, Instant now) {
    return guesses < most.count() || guessedAt == null
        ? Optional.empty()
        : Optional.of(guessedAt.plus(most.period())).filter(it -> it.isAfter(now));
  }
}
