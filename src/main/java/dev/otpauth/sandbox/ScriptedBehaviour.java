package dev.otpauth.sandbox;

import java.util.Arrays;
import java.util.List;

/**
 * The simulated provider's behaviour for a number, selected by its last four digits, so that every
 * error screen of an app can be tried.
 */
enum ScriptedBehaviour {
  ALWAYS_THROTTLED("0429", "Always refused: too many requests, wait 542 seconds."),
  SERVER_ERROR("0500", "The provider answers HTTP 500. Nothing is sent."),
  SLOW("0503", "The message is sent, the answer takes 3 seconds."),
  UNANSWERED("0504", "No answer: the connection drops after 60 seconds. Nothing is sent."),
  ANSWER_LOST("0499", "The message is sent, but the connection is cut before the answer."),
  EXCEPTION_AFTER_SENDING(
      "0520", "The message is sent, but the provider answers HTTP 200 with the remark exception."),
  MAINTENANCE("0302", "Maintenance: a redirect to a page that says so. Nothing is sent."),
  PLAN_EXPIRED("0402", "Refused with HTTP 200: the account has no plan. Nothing is sent."),
  UNDELIVERABLE(
      "0404", "Accepted, but no message arrives; a code counts as failed after 2 seconds."),
  EXPIRED_AT_ONCE("0410", "A code is sent that has expired already. Messages arrive."),
  BLOCKED("0403", "A contact that is blocked: no message goes to it. A code arrives."),
  CONTACT_LIMIT("0507", "No contact can be made of it. Messages and codes arrive."),
  ORDINARY("", "Any other number: messages arrive, a code works for 5 minutes.");

  private final String ending;
  private final String behaviour;

  ScriptedBehaviour(String ending, String behaviour) {
    this.ending = ending;
    this.behaviour = behaviour;
  }

  static ScriptedBehaviour of(Msisdn number) {
    return Arrays.stream(values())
        .filter(script -> number.digits().endsWith(script.ending))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the table of endings and behaviours for people to read. */
  static List<Row> table() {
    return Arrays.stream(values()).map(script -> new Row(script.ending, script.behaviour)).toList();
  }

  /**
   * One line of the table.
   *
   * @param ending the last digits of a number; empty for all other numbers
   * @param behaviour one sentence
   */
  record Row(String ending, String behaviour) {}
}
