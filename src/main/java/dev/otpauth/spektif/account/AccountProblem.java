package dev.otpauth.spektif.account;

import dev.otpauth.spektif.account.CallKind.Role;
import java.time.Instant;

/**
 * A refusal of our account that is not over.
 *
 * @param call the kind of call that met it
 * @param since when that kind of call first met it
 */
record AccountProblem(CallKind call, Diagnosis diagnosis, Instant since) {

  AccountProblemCause cause() {
    return diagnosis.cause();
  }

  /** Still the same where the diagnosis is. */
  AccountProblem becomes(Diagnosis other, Instant at) {
    return diagnosis.equals(other) ? this : new AccountProblem(call, other, at);
  }

  /** Whether that says as much as an accepted call of its own kind: who may send may verify. */
  boolean isOverAfter(CallKind accepted) {
    return accepted.role() == Role.SEND
        && (call.role() == Role.SEND || call.role() == Role.FOLLOW_UP)
        && seemsOverAfter(accepted);
  }

  /** Whether another kind of call that was accepted lets one think that it is over. */
  boolean seemsOverAfter(CallKind accepted) {
    return cause().isOfEveryCall()
        || (accepted.role() == Role.SEND
            && (call.role() == Role.FOLLOW_UP || call.role() == Role.QUERY));
  }
}
