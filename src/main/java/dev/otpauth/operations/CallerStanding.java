package dev.otpauth.operations;

/**
 * How a caller's last hour is beside the week before it.
 *
 * @param isSuspicious whether it is warned of already
 */
record CallerStanding(String callerId, boolean isSuspicious, Conversion hour, Conversion week) {

  /** Fewer sends, within the hour or the week, begin no warning. */
  private static final int MIN_SENDS = 100;

  /** How much of the week's share of verified codes the hour's has to reach. */
  private static final double MIN_OF_LAST_WEEK = 0.7;

  /**
   * Whether it is to be warned of. Few sends begin no warning, but they end one: a caller that
   * sends little is not held to be what it was for ever, and one that sends nothing harms nobody.
   */
  boolean isBelowUsual() {
    var wanted = hour.sent() * MIN_OF_LAST_WEEK * week.share();
    return hour.verified() < wanted && (isSuspicious || hasEnoughSends());
  }

  private boolean hasEnoughSends() {
    return hour.sent() >= MIN_SENDS && week.sent() >= MIN_SENDS;
  }

  /** The week's share of verified codes. */
  long usualPercent() {
    return Math.round(100 * week.share());
  }
}
