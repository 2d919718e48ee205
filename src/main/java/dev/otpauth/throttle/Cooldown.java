package dev.otpauth.throttle;

import dev.otpauth.phone.KeyedDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A wait that the provider imposed with a 429, for one number or, if it throttles a sender as a
 * whole ({@link ThrottledShare}), briefly for all sends of that sender.
 */
record Cooldown(Instant until) {

  /** The longest pause of a sender; the next 429 after it decides whether to pause again. */
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  /** The cooldown after a 429: the longer of the present and the new one. */
  static Cooldown noted(@Nullable Cooldown before, Duration wait, Instant now) {
    var until = now.plus(wait);
    return before != null && before.until().isAfter(until) ? before : new Cooldown(until);
  }

  /** The pause of the sender for a wait of one number. */
  static Duration pauseOf(Duration wait) {
    return wait.compareTo(LONGEST_PAUSE) < 0 ? wait : LONGEST_PAUSE;
  }

  /**
   * The number or sender that waits.
   *
   * @param phone hexadecimal digest of the number; empty for the sender as a whole
   */
  record Key(String sender, String phone) {

    /** The order in which rows are locked. */
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::sender).thenComparing(Key::phone);

    static Key of(String sender, KeyedDigest phone) {
      return new Key(sender, phone.hex());
    }

    static Key ofAll(String sender) {
      return new Key(sender, "");
    }

    /** Whether it applies to a send. A number waits for every sender, a sender for every number. */
    boolean isFor(String from, KeyedDigest to) {
      return phone.equals(to.hex()) || (phone.isEmpty() && sender.equals(from));
    }
  }
}
