package dev.otpauth.throttle;

import dev.otpauth.phone.KeyedDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The provider's word to wait, remembered until it lapses, for whichever sender. Where it throttles
 * a sender as a whole ({@link ThrottledShare}), that pauses for a moment, so that a provider that
 * has told us to stop is not hammered.
 */
record Cooldown(Instant until) {

  /** The longest pause of a sender; after it, one number's answer tells whether to pause again. */
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  /** The provider says to wait; of two waits the longer one holds. */
  static Cooldown noted(@Nullable Cooldown before, Duration wait, Instant now) {
    var until = now.plus(wait);
    return before != null && before.until().isAfter(until) ? before : new Cooldown(until);
  }

  /** How long the sender pauses where a number was told to wait so long. */
  static Duration pauseOf(Duration wait) {
    return wait.compareTo(LONGEST_PAUSE) < 0 ? wait : LONGEST_PAUSE;
  }

  /**
   * For what it holds.
   *
   * @param phone hexadecimal digest of a number, or empty: the sender as a whole
   */
  record Key(String sender, String phone) {

    /** In which their rows are locked. */
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::sender).thenComparing(Key::phone);

    static Key of(String sender, KeyedDigest phone) {
      return new Key(sender, phone.hex());
    }

    static Key ofAll(String sender) {
      return new Key(sender, "");
    }

    /** Whether a send waits for it: of the number from any sender, of the sender to any number. */
    boolean isFor(String from, KeyedDigest to) {
      return phone.equals(to.hex()) || (phone.isEmpty() && sender.equals(from));
    }
  }
}
