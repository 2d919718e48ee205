package dev.otpauth.operations;

/**
 * Counts of a caller's verifications.
 *
 * @param sent verifications whose first code was sent
 * @param verified verifications that were verified
 */
record Conversion(int sent, int verified) {

  static final Conversion SENT = new Conversion(1, 0);
  static final Conversion VERIFIED = new Conversion(0, 1);

  Conversion plus(Conversion other) {
    return new Conversion(sent + other.sent, verified + other.verified);
  }

  /** The share of verified ones, from 0 to 1; 0 if nothing was sent. */
  double share() {
    return sent == 0 ? 0 : (double) verified / sent;
  }
}
