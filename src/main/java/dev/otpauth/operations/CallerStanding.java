package dev.otpauth.operations;

/**
 * A caller's conversion in the last hour and in the week before it.
 *
 * @param isSuspicious whether it is marked as suspicious already
 */
record CallerStanding(String callerId, boolean isSuspicious, Conversion hour, Conversion week) {

  /**
   * Whether the caller is suspicious. A warning begins only if there are enough sends; it ends with
   * few sends, too, since a caller that sends little does little harm.
   */
  boolean isBelow(CallerWatchProperties expected) {
    var wanted = hour.sent() * expected.minOfLastWeek() * week.share();
    return hour.verified() < wanted && (isSuspicious || hasEnough(expected.minSends()));
  }

  private boolean hasEnough(int minSends) {
    return hour.sent() >= minSends && week.sent() >= minSends;
  }

  /** The share of verified codes in the week, in percent. */
  long usualPercent() {
    return Math.round(100 * week.share());
  }
}
