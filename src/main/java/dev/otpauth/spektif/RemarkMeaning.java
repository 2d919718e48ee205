package dev.otpauth.spektif;

/**
 * The meanings that an operator can assign to unknown remarks in {@code spektif.remarks}. None of
 * them is a success.
 */
enum RemarkMeaning {
  /** Refused before anything was done, not because of account, number or input. */
  NOT_SENT,
  /** A known error that does not say whether anything was done. */
  UNKNOWN,
  /** Our account, plan, sender or template; an operator must act. */
  ACCOUNT,
  /** The destination number. */
  DESTINATION,
  THROTTLED,
  MAINTENANCE,
  /** Contacts and inbox: the input is invalid; the provider's messages say why. */
  INVALID,
  /** Contacts and inbox: the state of the row prevents it; the provider's messages say why. */
  CONFLICT,
  /** The code is wrong; the attempt was counted. */
  WRONG_CODE,
  /** The code can no longer be verified. */
  EXPIRED,
  /** No attempt is left. */
  EXHAUSTED,
  /** The provider does not know the reference, contact, conversation or template. */
  LOST;

  /** Returns the category for an operation. */
  ResponseCategory of(Operation operation) {
    return switch (this) {
      case NOT_SENT -> ResponseCategory.REFUSED_OTHER;
      case UNKNOWN -> ResponseCategory.EXCEPTION;
      case ACCOUNT -> ResponseCategory.REFUSED_ACCOUNT;
      case DESTINATION -> ResponseCategory.REFUSED_DESTINATION;
      case THROTTLED -> ResponseCategory.THROTTLED;
      case MAINTENANCE -> ResponseCategory.MAINTENANCE;
      case INVALID -> ofCrm(operation, ResponseCategory.INVALID);
      case CONFLICT -> ofCrm(operation, ResponseCategory.CONFLICT);
      case WRONG_CODE -> ofVerify(operation, ResponseCategory.MISMATCHED);
      case EXPIRED -> ofVerify(operation, ResponseCategory.EXPIRED);
      case EXHAUSTED -> ofVerify(operation, ResponseCategory.EXHAUSTED);
      case LOST ->
          operation.isByReference()
              ? ResponseCategory.LOST
              : ofCrm(operation, ResponseCategory.NOT_FOUND);
    };
  }

  /** Contacts and inbox only; for any other operation it is an unexplained refusal. */
  private static ResponseCategory ofCrm(Operation operation, ResponseCategory category) {
    return operation.isCrm() ? category : ResponseCategory.REFUSED_OTHER;
  }

  /**
   * Verify only; for other operations with a reference it means that the reference is of no use.
   */
  private static ResponseCategory ofVerify(Operation operation, ResponseCategory category) {
    if (operation == Operation.VERIFY) {
      return category;
    }
    return operation.isByReference()
        ? ResponseCategory.REFUSED_REFERENCE
        : ResponseCategory.REFUSED_OTHER;
  }
}
