package dev.otpauth.chaos;

import java.util.UUID;
import java.util.concurrent.Future;

/**
 * A call that is held at a moment.
 *
 * @param key its Idempotency-Key; none where empty
 */
record InFlight(
    Deed deed, Moment moment, Case subject, UUID id, String key, Hold hold, Future<Answer> answer) {

  /** Begins it at one replica, the one that will suffer; what it needs is done by another. */
  static InFlight begin(
      Stage stage, Caller careful, Caller suffering, Deed deed, Moment moment, String key) {
    var it = Case.of("%s, %s".formatted(deed.words(), moment.words()));
    var id = deed == Deed.SEND ? new UUID(0, 0) : it.begin(careful);
    var hold = new Hold();
    stage.provider.once(deed.operation(), it.phone(), hold.at(moment));
    var caller = suffering.keyed(key);
    var answer = Patience.meanwhile(() -> deed.ask(caller, it, id, stage.provider.books));
    return new InFlight(deed, moment, it, id, key, hold, answer);
  }

  /** Whether the provider does, in the end, what it was asked. */
  boolean isDone() {
    return moment != Moment.NEVER_PROCESSED;
  }

  Answer seen() {
    return Patience.result(answer);
  }

  /** Whether it is written down as it is. */
  boolean isKnown(Store.Row row) {
    return row.settled() && row.state().equals(deed.ending(isDone()));
  }

  @Override
  public String toString() {
    return subject.name();
  }
}
