package dev.otpauth.spektif;

import dev.otpauth.spektif.Operation.Family;
import java.time.Duration;
import java.time.Instant;

/**
 * An ongoing failure of one operation family, from its first failed call until a call is answered.
 *
 * @param operation the operation that failed last
 * @param outage the reported cause
 * @param outageSince when that cause was first reported
 * @param since when the first call failed
 * @param confirmed whether it is an outage, and not a single lost response
 * @param otherAnswered whether calls of another family were answered meanwhile
 */
record OngoingFailure(
    Operation operation,
    Outage outage,
    Instant outageSince,
    Instant since,
    boolean confirmed,
    boolean otherAnswered) {

  /** How long calls must fail before it is an outage. */
  private static final Duration CONFIRMATION_TIME = Duration.ofSeconds(1);

  /**
   * The minimum time that a reported cause stands, so that two alternating causes do not flood the
   * log.
   */
  private static final Duration MIN_CAUSE_DURATION = Duration.ofSeconds(5);

  /**
   * Creates the state for the first failure.
   *
   * @param since when the first call of any family failed
   * @param confirmed whether it is an outage, however short
   */
  static OngoingFailure first(
      Operation operation, Outage outage, Instant at, Instant since, boolean confirmed) {
    return new OngoingFailure(operation, outage, at, since, confirmed || isLong(since, at), false);
  }

  private static boolean isLong(Instant since, Instant at) {
    return !at.isBefore(since.plus(CONFIRMATION_TIME));
  }

  OngoingFailure again(Operation by, Outage other, Instant at) {
    var nowConfirmed = confirmed || isLong(since, at);
    var news = !other.equals(outage) && !at.isBefore(outageSince.plus(MIN_CAUSE_DURATION));
    return news
        ? new OngoingFailure(by, other, at, since, nowConfirmed, otherAnswered)
        : new OngoingFailure(by, outage, outageSince, since, nowConfirmed, otherAnswered);
  }

  /** Whether a response to any other call shows that the failure is over. */
  boolean endsWithAnyAnswer() {
    return outage.cause().affectsEveryCall();
  }

  /**
   * Returns the state after a call of another family was answered. That ends an outage once only:
   * if the outage comes back, it was not over.
   */
  OngoingFailure afterOtherAnswered() {
    return confirmed && otherAnswered
        ? this
        : new OngoingFailure(operation, outage, outageSince, since, false, true);
  }

  /** Whether a probe can show that it is over. */
  boolean canBeProbed() {
    return operation.family() == Family.OTP_QUERY || !otherAnswered;
  }
}
