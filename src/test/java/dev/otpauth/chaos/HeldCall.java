package dev.otpauth.chaos;

import java.util.UUID;
import java.util.concurrent.Future;

/**
 * A call that is held at a moment.
 *
 * @param key its Idempotency-Key; none where empty
 */
record HeldCall(
    CallUnderTest deed,
    CallStage moment,
    Subscriber subject,
    UUID id,
    String key,
    CallHold hold,
    Future<CallerResponse> answer) {

  /** Begins it at one replica, the one that will suffer; what it needs is done by another. */
  static HeldCall begin(
      ChaosEnvironment stage,
      CallerClient careful,
      CallerClient suffering,
      CallUnderTest deed,
      CallStage moment,
      String key) {
    var it = Subscriber.of("%s, %s".formatted(deed.words(), moment.words()));
    var id = deed == CallUnderTest.SEND ? new UUID(0, 0) : it.begin(careful);
    var hold = new CallHold();
    stage.provider.once(deed.operation(), it.phone(), hold.at(moment));
    var caller = suffering.keyed(key);
    var answer = RetryPolicy.meanwhile(() -> deed.ask(caller, it, id, stage.provider.books));
    return new HeldCall(deed, moment, it, id, key, hold, answer);
  }

  /** Whether the provider does, in the end, what it was asked. */
  boolean isDone() {
    return moment != CallStage.NEVER_PROCESSED;
  }

  CallerResponse seen() {
    return RetryPolicy.result(answer);
  }

  /** Whether it is written down as it is. */
  boolean isKnown(StoredState.Row row) {
    return row.settled() && row.state().equals(deed.ending(isDone()));
  }

  @Override
  public String toString() {
    return subject.name();
  }
}
