package dev.otpauth.provider;

/**
 * The call may or may not have been processed.
 *
 * @param answered whether the provider has answered, so that it is done with the call and its own
 *     books are final a moment later; where not, the answer was lost, cut or unreadable, or a
 *     gateway's, and the call may still be under way
 */
public record Unknown(boolean answered)
    implements SendResult, VerifyResult, StatusResult, HistoryResult, CrmResult {

  public static final Unknown ANSWERED = new Unknown(true);
  public static final Unknown LOST = new Unknown(false);
}
