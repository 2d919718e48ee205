package dev.otpauth.provider;

import java.time.Instant;
import java.util.OptionalInt;

/** The result of a verify. */
public sealed interface VerifyResult
    permits Failure,
        VerifyResult.Exhausted,
        VerifyResult.Expired,
        VerifyResult.Matched,
        VerifyResult.Mismatched {

  /** The code is right. */
  record Matched(Instant verifiedAt) implements VerifyResult {}

  /**
   * The code is wrong; the attempt was counted.
   *
   * @param remaining how many attempts the provider still allows; empty if it did not say, never
   *     negative
   */
  record Mismatched(OptionalInt remaining) implements VerifyResult {}

  /** The code can no longer be verified, or the provider no longer knows the reference. */
  record Expired() implements VerifyResult {}

  /** The provider allows no further attempt. */
  record Exhausted() implements VerifyResult {}
}
