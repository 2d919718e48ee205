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
  Meaning of(Operation operation) {
    return switch (this) {
      case NOT_SENT -> Meaning.REFUSED_OTHER;
      case UNKNOWN -> Meaning.EXCEPTION;
      case ACCOUNT -> Meaning.REFUSED_ACCOUNT;
      case DESTINATION -> Meaning.REFUSED_DESTINATION;
      case THROTTLED -> Meaning.THROTTLED;
      case MAINTENANCE -> Meaning.MAINTENANCE;
      case INVALID -> ofCrm(operation, Meaning.INVALID);
      case CONFLICT -> ofCrm(operation, Meaning.CONFLICT);
      case WRONG_CODE -> ofVerify(operation, Meaning.MISMATCHED);
      case EXPIRED -> ofVerify(operation, Meaning.EXPIRED);
      case EXHAUSTED -> ofVerify(operation, Meaning.EXHAUSTED);
      case LOST -> operation.isByReference() ? Meaning.LOST : ofCrm(operation, Meaning.NOT_FOUND);
    };
  }

  /** What a call of contacts or inbox can come to; any other one is refused. */
  private static Meaning ofCrm(Operation operation, Meaning meaning) {
    return operation.isCrm() ? meaning : Meaning.REFUSED_OTHER;
  }

  /** What a verify can come to; to any other call it says that the reference is of no use. */
  private static Meaning ofVerify(Operation operation, Meaning meaning) {
    if (operation == Operation.VERIFY) {
      return meaning;
    }
    return operation.isByReference() ? Meaning.REFUSED_REFERENCE : Meaning.REFUSED_OTHER;
  }
}
