package dev.otpauth.throttle;

/** What the simulated limit by address counts. */
enum AddressCountingPolicy {
  /**
   * Requests, whatever becomes of them: a right code ends the wrong ones in a row, and gives
   * nothing back. Resends keep to the pace of their number alone.
   */
  REQUESTS,

  /** Codes that nobody used, as the service does. */
  UNUSED_CODES
}
