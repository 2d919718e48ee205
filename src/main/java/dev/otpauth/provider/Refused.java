package dev.otpauth.provider;

/** The provider refused the call: nothing was sent and no attempt counted. */
public record Refused(Cause cause) implements Failure {

  /** The cause of the refusal. */
  public enum Cause {
    /** The destination number. */
    DESTINATION,
    /** The reference is unknown or no longer valid. */
    REFERENCE,
    /** Our account: credentials, address, plan, sender or template. An operator must act. */
    ACCOUNT,
    /** Unexplained. */
    OTHER
  }
}
