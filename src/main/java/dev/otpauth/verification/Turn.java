package dev.otpauth.verification;

import dev.otpauth.throttle.Send;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a code may be sent now, as the limits say.
 *
 * @param refusal present where it may not
 * @param send what was taken from the limits; absent where nothing was
 * @param takenAt when
 * @param next when the next one may be sent to the number
 */
record Turn(@Nullable Refusal refusal, @Nullable Send send, Instant takenAt, Instant next) {

  static Turn refused(Refusal refusal, Instant now) {
    return new Turn(refusal, null, now, now);
  }
}
