package dev.otpauth.spektif.account;

import dev.otpauth.spektif.account.CallKind.Role;
import java.time.Instant;

/**
 * An ongoing refusal of our account for one kind of call.
 *
 * @param call the kind of call that was refused
 * @param since when it was first refused
 */
record AccountProblem(CallKind call, Diagnosis diagnosis, Instant since) {

  AccountProblemCause cause() {
    return diagnosis.cause();
  }

  /** Returns this problem if the diagnosis is the same, else a new one. */
  AccountProblem becomes(Diagnosis other, Instant at) {
    return diagnosis.equals(other) ? this : new AccountProblem(call, other, at);
  }

  /** Whether the accepted call proves that this is over: an account that may send may verify. */
  boolean isOverAfter(CallKind accepted) {
    return accepted.role() == Role.SEND
        && (call.role() == Role.SEND || call.role() == Role.FOLLOW_UP)
        && seemsOverAfter(accepted);
  }

  /** Whether the accepted call suggests that this is over. */
  boolean seemsOverAfter(CallKind accepted) {
    return cause().affectsEveryCall()
        || (accepted.role() == Role.SEND
            && (call.role() == Role.FOLLOW_UP || call.role() == Role.QUERY));
  }
}
