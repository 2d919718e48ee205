package dev.otpauth.spektif;

import dev.otpauth.spektif.Operation.Family;
import java.time.Duration;
import java.time.Instant;

/**
 * A kind of call that has failed since it was answered last.
 *
 * @param operation the call that failed last
 * @param outage what it is told to fail for
 * @param outageSince when that was first told
 * @param since when the first of them failed
 * @param certain whether it is an outage, and no single answer that got lost
 * @param overruled whether calls of another kind were answered meanwhile
 */
record OngoingFailure(
    Operation operation,
    Outage outage,
    Instant outageSince,
    Instant since,
    boolean certain,
    boolean overruled) {

  /** So long nothing is answered in an outage. */
  private static final Duration CERTAINTY = Duration.ofSeconds(1);

  /** So long a cause stands at least: where two alternate, not every call is news. */
  private static final Duration STANDING = Duration.ofSeconds(5);

  /**
   * Its first failure.
   *
   * @param since when the first call of any kind failed
   * @param certain whether it is an outage, however short it is
   */
  static OngoingFailure first(
      Operation operation, Outage outage, Instant at, Instant since, boolean certain) {
    return new OngoingFailure(operation, outage, at, since, certain || isLong(since, at), false);
  }

  private static boolean isLong(Instant since, Instant at) {
    return !at.isBefore(since.plus(CERTAINTY));
  }

  OngoingFailure again(Operation by, Outage other, Instant at) {
    var surely = certain || isLong(since, at);
    var news = !other.equals(outage) && !at.isBefore(outageSince.plus(STANDING));
    return news
        ? new OngoingFailure(by, other, at, since, surely, overruled)
        : new OngoingFailure(by, outage, outageSince, since, surely, overruled);
  }

  /** Whether any other answer shows that it is over. */
  boolean isOverAfterAnother() {
    return outage.cause().isOfEveryCall();
  }

  /** A call of another kind was answered: that counts once, for what comes back was not over. */
  OngoingFailure afterAnother() {
    return certain && overruled
        ? this
        : new OngoingFailure(operation, outage, outageSince, since, false, true);
  }

  /** Whether a probe could find out more. */
  boolean isToBeProbed() {
    return operation.family() == Family.OTP_QUERY || !overruled;
  }
}
