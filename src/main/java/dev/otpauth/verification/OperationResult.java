package dev.otpauth.verification;

/** How an operation ended, once that is known. */
enum OperationResult {
  SENT,
  /** Certainly not sent; what was before it still holds. */
  NOT_SENT,
  /** Not found in time. */
  LOST,
  MATCHED,
  MISMATCHED,
  EXPIRED,
  EXHAUSTED,
  /** Certainly not counted by the provider. */
  GIVEN_BACK
}
