package dev.otpauth.throttle;

import java.time.Instant;

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
}
