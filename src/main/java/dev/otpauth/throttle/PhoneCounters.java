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
   * A code is tried now; {@link #restsUntil} says whether one may be. One that is tried while the
   * number rests does not make it rest longer.
   *
   * @param most so many in a row before it rests
   */
  PhoneCounters guessed(Rate most, Instant now) {
    if (restsUntil(most, false, now).isPresent()) {
      return new PhoneCounters(sends, sentAt, previousAt, guesses + 1, guessedAt);
    }
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

  /** Whether whoever looks for the code may find several messages, of which nobody used one. */
  public boolean hasSeveralMessages() {
    return sends > 1;
  }

  /**
   * Until when no code of the number may be tried; empty where one may be now. Strangers do not
   * lock its subscriber out: where a code of the number was right before, as many again may be
   * tried (NIST SP 800-63B, 5.2.2, names such an allowlist of addresses).
   *
   * @param most so many in a row before it rests
   * @param isFromKnownNetwork whether it would be tried from there
   */
  Optional<Instant> restsUntil(Rate most, boolean isFromKnownNetwork, Instant now) {
    var bound = isFromKnownNetwork ? 2 * most.count() : most.count();
    return guesses < bound || guessedAt == null
        ? Optional.empty()
        : Optional.of(guessedAt.plus(most.period())).filter(it -> it.isAfter(now));
  }
}
