package dev.otpauth.operations;

/**
 * A caller's conversion in the last hour and in the week before it.
 *
 * @param isSuspicious whether it is marked as suspicious already
 */
record CallerStanding(String callerId, boolean isSuspicious, Conversion hour, Conversion week) {

  /** Fewer sends, within the hour or the week, begin no warning. */
  private static final int MIN_SENDS = 100;

  /** How much of the week's share of verified codes the hour's has to reach. */
  private static final double MIN_OF_LAST_WEEK = 0.7;

  /**
   * Whether the caller is suspicious. A warning begins only if there are enough sends; it ends with
   * few sends, too, since a caller that sends little does little harm.
   */
  boolean isBelowUsual() {
    var wanted = hour.sent() * MIN_OF_LAST_WEEK * week.share();
    return hour.verified() < wanted && (isSuspicious || hasEnoughSends());
  }

  private boolean hasEnoughSends() {
    return hour.sent() >= MIN_SENDS && week.sent() >= MIN_SENDS;
  }

  /** The share of verified codes in the week, in percent. */
  long usualPercent() {
    return Math.round(100 * week.share());
  }
}
