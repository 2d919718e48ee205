package dev.otpauth.events;

import java.time.Duration;

/**
 * How long one attempt to deliver an event may take.
 *
 * @param connect to connect to one address of the endpoint
 * @param response from the connection to the last byte of the response
 */
record DeliveryTimeouts(Duration connect, Duration response) {

  static final DeliveryTimeouts DEFAULT =
      new DeliveryTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(15));

  private static final Duration BOOKKEEPING = Duration.ofSeconds(30);

  /** The longest that one attempt can take. */
  Duration total() {
    return connect.plus(response);
  }

  /** Longer than an attempt with its bookkeeping: the holder of an expired lease is dead. */
  Duration lease() {
    return total().plus(BOOKKEEPING);
  }
}
