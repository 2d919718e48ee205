package dev.otpauth.spektif.account;

/**
 * Why a response refuses our account.
 *
 * @param problem what is wrong and what to do, for an operator
 */
public record Diagnosis(AccountProblemCause cause, String problem) {

  /**
   * Returns the diagnosis for a cause.
   *
   * @param evidence an HTTP status or other known words; must not contain the provider's text
   */
  public static Diagnosis of(AccountProblemCause cause, String evidence) {
    return new Diagnosis(cause, cause.sentence(evidence));
  }
}
