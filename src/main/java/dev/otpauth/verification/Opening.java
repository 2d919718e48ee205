package dev.otpauth.verification;

import dev.otpauth.throttle.Decision;
import java.time.Instant;

/** What came of the wish to open a verification. */
sealed interface Opening {

  /**
   * It is open, and ours until the lease ends.
   *
   * @param next when the next code may be sent to the number
   */
  record Opened(Verification verification, Instant next) implements Opening {}

  /** The limits do not let it; nothing was done. */
  record Limited(Decision decision) implements Opening {}

  /** The caller's key stands for another call; nothing was done. */
  record Repeated() implements Opening {}
}
