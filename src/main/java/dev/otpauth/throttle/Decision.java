package dev.otpauth.throttle;

import java.time.Instant;

/** Whether a code may be sent now. */
public sealed interface Decision {

  /**
   * It may.
   *
   * @param next when the next one may be sent to the number
   * @param counters with this one counted
   */
  record Allowed(Instant next, SendCounters counters) implements Decision {

    /** Whatever is known. */
    public static Allowed withoutLimits(Instant now) {
      return new Allowed(now, SendCounters.NONE);
    }
  }

  /** It may not, for a time. */
  sealed interface Later extends Decision {

    /** The end of the longest wait in force; asking again then is not refused by it. */
    Instant until();
  }

  /** Too often, by one of the limits or the provider's word. */
  record Delayed(Instant until, LimitedBy by) implements Later {}

  /** Too many wrong codes of the number were tried: it rests. */
  record Resting(Instant until) implements Later {}

  /** Nothing may be sent at all: an operator has stopped it. */
  record Stopped() implements Decision {}
}
