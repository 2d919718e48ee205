package dev.otpauth.verification;

/** The known result of an operation. */
enum OperationResult {
  SENT,
  /** Certainly not sent; an earlier code stays valid. */
  NOT_SENT,
  /** Not found in the provider's history by the deadline. */
  LOST,
  MATCHED,
  MISMATCHED,
  EXPIRED,
  EXHAUSTED,
  /** The provider certainly did not count the attempt, so it was given back. */
  GIVEN_BACK
}
