package dev.otpauth.provider;

/**
 * The outcome of the call is unknown: it may or may not have been executed.
 *
 * @param answered true if the provider's application has answered, so that the call is over and the
 *     provider's history is final a moment later; false if the response was lost, truncated,
 *     unreadable or from a gateway, so that the call may still be in progress
 */
public record Unknown(boolean answered) implements Failure {

  public static final Unknown ANSWERED = new Unknown(true);
  public static final Unknown LOST = new Unknown(false);
}
