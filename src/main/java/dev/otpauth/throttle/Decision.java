package dev.otpauth.throttle;

import java.time.Instant;

/** The decision of the limits on a send or a guess. */
public sealed interface Decision {

  /**
   * The send is allowed.
   *
   * @param next when the next code may be sent to the number
   * @param counters the counters including this send
   */
  record Allowed(Instant next, SendCounters counters) implements Decision {

    /** Allowed without counting. */
    public static Allowed withoutLimits(Instant now) {
      return new Allowed(now, SendCounters.NONE);
    }
  }

  /** Not allowed until a later time. */
  sealed interface Later extends Decision {

    /** The end of the longest wait in force. */
    Instant until();
  }

  /** A rate limit of ours, or a cooldown of the provider. */
  record Delayed(Instant until, LimitedBy by) implements Later {}

  /** The number rests after too many wrong codes: codes are neither sent nor checked. */
  record Resting(Instant until) implements Later {}

  /** An operator has stopped all sending. */
  record Stopped() implements Decision {}
}
