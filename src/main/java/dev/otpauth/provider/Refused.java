package dev.otpauth.provider;

/** The provider answered that it will not; nothing was sent and no attempt counted. */
public record Refused(Cause cause)
    implements SendResult, VerifyResult, StatusResult, HistoryResult, CrmResult {

  /** What the refusal is about. */
  public enum Cause {
    /** The number the code should go to. */
    DESTINATION,
    /** The reference: unknown to the provider, or no longer of use. */
    REFERENCE,
    /** Our account: credentials, address, plan, sender or template. An operator must act. */
    ACCOUNT,
    /** Something the provider did not explain in words we know. */
    OTHER
  }
}
