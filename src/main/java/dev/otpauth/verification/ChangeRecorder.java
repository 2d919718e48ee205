package dev.otpauth.verification;

/**
 * Writes down that a verification has changed, in the transaction that changes it: the one stands
 * or falls with the other. Throws nothing, so that it never undoes a change.
 */
public interface ChangeRecorder {

  /** Writes it to the same database. */
  void record(VerificationChanged changed);
}
