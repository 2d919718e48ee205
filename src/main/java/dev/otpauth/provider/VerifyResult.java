package dev.otpauth.provider;

import java.time.Instant;
import java.util.OptionalInt;

/** How a verify ended. */
public sealed interface VerifyResult
    permits Failure,
        VerifyResult.Exhausted,
        VerifyResult.Expired,
        VerifyResult.Matched,
        VerifyResult.Mismatched {

  /** The code is right. */
  record Matched(Instant verifiedAt) implements VerifyResult {}

  /**
   * The code is wrong, and the attempt counted.
   *
   * @param remaining how many attempts the provider still allows, where it said; never negative
   */
  record Mismatched(OptionalInt remaining) implements VerifyResult {}

  /** The code can no longer be verified, or the provider no longer knows the reference. */
  record Expired() implements VerifyResult {}

  /** The provider allows no further attempt. */
  record Exhausted() implements VerifyResult {}
}
