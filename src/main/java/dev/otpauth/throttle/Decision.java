package dev.otpauth.throttle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a code may be sent now. */
public sealed interface Decision {

  /**
   * It may, and is counted.
   *
   * @param next when the next one may be sent to the number
   */
  record Allowed(Instant next) implements Decision {}

  /**
   * It may not; nothing was counted.
   *
   * @param until the end of the longest wait in force; asking again then is not refused by it
   */
  record Delayed(Instant until, LimitedBy by) implements Decision {}

  /** Nothing may be sent at all: an operator has stopped it. */
  record Stopped() implements Decision {}

  /** As {@code decide_send} (V9) puts it. */
  static Decision of(@Nullable String limitedBy, Instant until) {
    if (limitedBy == null) {
      return new Allowed(until);
    }
    return limitedBy.equals("stop") ? new Stopped() : new Delayed(until, LimitedBy.of(limitedBy));
  }
}
