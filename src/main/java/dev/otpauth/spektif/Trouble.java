package dev.otpauth.spektif;

import java.time.Instant;

/**
 * A refusal of our account that is not over.
 *
 * @param asked the kind of call that met it
 * @param since when that kind of call first met it
 */
record Trouble(Asked asked, Diagnosis diagnosis, Instant since) {

  Cause cause() {
    return diagnosis.cause();
  }

  /** Still the same where the diagnosis is. */
  Trouble becomes(Diagnosis other, Instant at) {
    return diagnosis.equals(other) ? this : new Trouble(asked, other, at);
  }

  /** Whether that says as much as an accepted call of its own kind: who may send may verify. */
  boolean isOverAfter(Asked accepted) {
    return accepted.operation() == Operation.SEND
        && !asked.operation().isQuery()
        && seemsOverAfter(accepted);
  }

  /** Whether another kind of call that was accepted lets one think that it is over. */
  boolean seemsOverAfter(Asked accepted) {
    return cause().isOfEveryCall()
        || (accepted.operation() == Operation.SEND && asked.operation() != Operation.SEND);
  }
}
