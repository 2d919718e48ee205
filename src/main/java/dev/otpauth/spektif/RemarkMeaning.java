package dev.otpauth.spektif;

/**
 * What an operator may say of a remark that the {@link FaultTable} does not know ({@code
 * spektif.remarks}). None of them is a success.
 */
enum RemarkMeaning {
  /** Refused before anything was done, for a reason that is nobody's fault. */
  NOT_SENT,
  /** Known, and does not say whether anything was done. */
  UNKNOWN,
  /** Our account, plan, sender or template: somebody has to act. */
  ACCOUNT,
  /** The number the code should go to. */
  DESTINATION,
  THROTTLED,
  MAINTENANCE,
  /** Of contacts and inbox: what was given is not taken; its sentences say why. */
  INVALID,
  /** Of contacts and inbox: what it is about stands against it, as its sentences say. */
  CONFLICT,
  /** The code is wrong, and the attempt counted. */
  WRONG_CODE,
  /** The code can no longer be verified. */
  EXPIRED,
  /** No attempt is left. */
  EXHAUSTED,
  /** The provider does not know the reference, contact, conversation or template. */
  LOST;

  /** What it comes to for the operation that met it. */
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

  /** What a call of contacts or inbox can come to; any other one is refused. */
  private static ResponseCategory ofCrm(Operation operation, ResponseCategory category) {
    return operation.isCrm() ? category : ResponseCategory.REFUSED_OTHER;
  }

  /** What a verify can come to; to any other call it says that the reference is of no use. */
  private static ResponseCategory ofVerify(Operation operation, ResponseCategory category) {
    if (operation == Operation.VERIFY) {
      return category;
    }
    return operation.isByReference()
        ? ResponseCategory.REFUSED_REFERENCE
        : ResponseCategory.REFUSED_OTHER;
  }
}
