package dev.otpauth.verification;

/**
 * Stores the change of a verification in the transaction that makes it, so that both commit or roll
 * back together. Implementations do not throw, so that they never undo a change.
 */
public interface ChangeRecorder {

  /** Stores the change in the same database. */
  void record(VerificationChanged changed);
}
