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
  /** The code is wrong, and the attempt counted. */
  WRONG_CODE,
  /** The code can no longer be verified. */
  EXPIRED,
  /** No attempt is left. */
  EXHAUSTED,
  /** The provider does not know the reference. */
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
      case WRONG_CODE -> ofVerify(operation, Meaning.MISMATCHED);
      case EXPIRED -> ofVerify(operation, Meaning.EXPIRED);
      case EXHAUSTED -> ofVerify(operation, Meaning.EXHAUSTED);
      case LOST -> operation.isByReference() ? Meaning.LOST : Meaning.REFUSED_OTHER;
    };
  }

  /** What a verify can come to; to any other call it says that the reference is of no use. */
  private static Meaning ofVerify(Operation operation, Meaning meaning) {
    return switch (operation) {
      case VERIFY -> meaning;
      case RESEND, STATUS -> Meaning.REFUSED_REFERENCE;
      case SEND, HISTORY -> Meaning.REFUSED_OTHER;
    };
  }
}
