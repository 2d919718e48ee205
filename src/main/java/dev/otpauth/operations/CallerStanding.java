package dev.otpauth.operations;

/**
 * How a caller's last hour is beside the week before it.
 *
 * @param isSuspicious whether it is warned of already
 */
record CallerStanding(String callerId, boolean isSuspicious, Conversion hour, Conversion week) {

  /**
   * Whether it is to be warned of. Few sends begin no warning, but they end one: a caller that
   * sends little is not held to be what it was for ever, and one that sends nothing harms nobody.
   */
  boolean isBelow(CallerWatchProperties expected) {
    var wanted = hour.sent() * expected.minOfLastWeek() * week.share();
    return hour.verified() < wanted && (isSuspicious || hasEnough(expected.minSends()));
  }

  private boolean hasEnough(int minSends) {
    return hour.sent() >= minSends && week.sent() >= minSends;
  }

  /** The week's share of verified codes. */
  long usualPercent() {
    return Math.round(100 * week.share());
  }
}
