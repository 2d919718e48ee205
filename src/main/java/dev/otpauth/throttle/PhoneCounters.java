package dev.otpauth.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The counters of a number over all its verifications and callers: codes sent, and wrong codes in a
 * row.
 *
 * <p>Wrong codes in a row are limited across verifications, so that new requests do not give
 * unlimited guesses; beyond the limit, the number rests. A guess is counted before it is checked. A
 * correct code resets both counters.
 *
 * @param sends since the last quiet window or correct code
 * @param sentAt time of the last send
 * @param previousAt time of the send before, in case the last is given back
 * @param guesses in a row without a correct code
 * @param guessedAt time of the last guess
 */
public record PhoneCounters(
    int sends,
    @Nullable Instant sentAt,
    @Nullable Instant previousAt,
    int guesses,
    @Nullable Instant guessedAt) {

  /** The counters of an unknown number. */
  public static final PhoneCounters NONE = new PhoneCounters(0, null, null, 0, null);

  /**
   * A copy with one more send.
   *
   * @param window quiet time after which counting starts again
   */
  PhoneCounters sent(Instant now, Duration window) {
    var isFirst = sentAt == null || !sentAt.plus(window).isAfter(now);
    return new PhoneCounters(isFirst ? 1 : sends + 1, now, sentAt, guesses, guessedAt);
  }

  /** A copy without the send that was counted at that time, because nothing was sent. */
  PhoneCounters sendGivenBack(Instant takenAt) {
    return sends > 0 && takenAt.equals(sentAt)
        ? new PhoneCounters(sends - 1, previousAt, previousAt, guesses, guessedAt)
        : this;
  }

  /**
   * A copy with one more guess; {@link #restsUntil} says whether one is allowed. A guess during a
   * rest does not prolong it.
   *
   * @param limit guesses in a row before the number rests
   */
  PhoneCounters guessed(Rate limit, Instant now) {
    if (restsUntil(limit, false, now).isPresent()) {
      return new PhoneCounters(sends, sentAt, previousAt, guesses + 1, guessedAt);
    }
    var counted = guesses < limit.count() ? guesses + 1 : 1;
    return new PhoneCounters(sends, sentAt, previousAt, counted, now);
  }

  /** A copy without the last guess, because the provider did not check it. */
  PhoneCounters guessGivenBack() {
    return new PhoneCounters(sends, sentAt, previousAt, Math.max(guesses - 1, 0), guessedAt);
  }

  /** A copy with both counters reset, after a correct code. */
  PhoneCounters guessedRight() {
    return new PhoneCounters(0, sentAt, previousAt, 0, guessedAt);
  }

  /** Whether the subscriber may have received several unused codes. */
  public boolean hasSeveralMessages() {
    return sends > 1;
  }

  /**
   * The end of the number's rest; empty if a guess is allowed now. So that strangers cannot lock
   * the subscriber out, a network from which the number was verified before has twice the guesses
   * (an allowlist of addresses as in NIST SP 800-63B, 5.2.2).
   *
   * @param limit guesses in a row before the number rests
   * @param isFromKnownNetwork whether the guess comes from such a network
   */
  Optional<Instant> restsUntil(Rate limit, boolean isFromKnownNetwork, Instant now) {
    var bound = isFromKnownNetwork ? 2 * limit.count() : limit.count();
    return guesses < bound || guessedAt == null
        ? Optional.empty()
        : Optional.of(guessedAt.plus(limit.period())).filter(it -> it.isAfter(now));
  }
}
