package dev.otpauth.spektif.account;

/**
 * Why an answer refuses our account.
 *
 * @param problem what is wrong and what to do, for an operator
 */
public record Diagnosis(AccountProblemCause cause, String problem) {

  /**
   * The diagnosis of a cause.
   *
   * @param evidence what the provider's answer shows of it, in words that are known
   */
  public static Diagnosis of(AccountProblemCause cause, String evidence) {
    return new Diagnosis(cause, cause.sentence(evidence));
  }
}
